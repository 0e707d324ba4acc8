package io.github.amqpreceiver.faults;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.Cut;
import io.github.amqpreceiver.testsupport.Direction;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.Resources;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deliveries of which only a part arrives, over and over. */
class MidFrameCutsIT {

	private static final int CUTS = 20;

	private final AtomicInteger handled = new AtomicInteger();

	@RegisterExtension
	final Given given = new Given();

	@Test
	@DisplayName("F-09 RST mid-frame, twenty times: the memory of the parts comes back, and the application sees none")
	void memoryComesBack() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("q").start();
				FaultyProxy proxy = FaultyProxy.to(broker.port());
				ReferenceSender sender = ReferenceSender.open(broker.port(), "q")) {
			MessageReceiver receiver = this.given.connection(Given.options(proxy.port()))
				.session()
				.receiver(ReceiverOptions.builder("q").build(), MessageHandler.accepting((delivery) -> {
					assertThat(delivery.message().bodyBytes()).hasSize(900_000);
					this.handled.incrementAndGet();
				}));
			join(receiver.open());
			cut(proxy, sender, 5);
			Resources before = Resources.now().whateverTheBrokerRuns();
			cut(proxy, sender, CUTS);
			Resources.assertBackTo(before);
			await().atMost(SOON).until(() -> broker.messageCount("q") == 0);
			join(this.given.close());
		}
	}

	private void cut(FaultyProxy proxy, ReferenceSender sender, int times) {
		for (int i = 0; i < times; i++) {
			int handledBefore = this.handled.get();
			int lostBefore = this.given.events.count(ReceiverEvent.ConnectionLost.class);
			proxy.cutAfter(Direction.TO_CLIENT, 600_000, Cut.RESET);
			sender.send(TestMessage.data(new byte[900_000]).durable(false));
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class))
					.isEqualTo(lostBefore + 1));
			await().atMost(SOON).untilAsserted(() -> assertThat(this.handled).hasValue(handledBefore + 1));
		}
	}

}
