package io.github.amqpreceiver.wire;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import io.github.amqpreceiver.PullReceiver;
import io.github.amqpreceiver.ReceiverPublisher;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.not;

class PullWireTests extends ScriptedPeer {

	private static final ReceiverOptions OPTIONS = ReceiverOptions.builder("q").name("link").prefetch(10).build();

	@Test
	void messagesAreFetchedOneByOneAndInBatchesAndTheRestGoesBack() throws Exception {
		expectLink(10);
		PullReceiver pull = this.connection.session().pullReceiver(OPTIONS);
		join(pull.receiver().open());
		assertThat(pull.receive(Duration.ofMillis(10))).isNull();
		for (int i = 0; i < 5; i++) {
			transfer(i, "text-" + i);
		}
		Delivery first = pull.receive(Duration.ofSeconds(10));
		assertThat(first.message().bodyText()).isEqualTo("text-0");
		List<Delivery> batch = pull.receiveBatch(3, Duration.ofSeconds(10));
		assertThat(batch).extracting((each) -> each.message().bodyText()).containsExactly("text-1", "text-2", "text-3");
		await().until(() -> pull.receiver().status().counters().unsettled() == 5);
		this.peer.expectDisposition().withFirst(0).withSettled(true).withState().accepted();
		first.accept();
		done();
		for (Delivery each : batch) {
			this.peer.expectDisposition().withSettled(true).withState().accepted();
			if (each == batch.get(2)) {
				// a third of the window is free
				this.peer.expectFlow().withDeliveryCount(5).withLinkCredit(9);
			}
			each.accept();
			done();
		}
		this.peer.expectFlow().withDrain(true).respond().withDeliveryCount(14).withLinkCredit(0);
		this.peer.expectDisposition().withFirst(4).withSettled(true).withState().released();
		join(pull.receiver().close());
		done();
	}

	@Test
	void demandIsLinkCredit() {
		expectSession();
		expectAttach().respondInKind();
		ReceiverPublisher publisher = this.connection.session().publisher(OPTIONS);
		join(publisher.receiver().open());
		done();
		Collector collector = new Collector();
		publisher.subscribe(collector);
		this.peer.expectFlow().withLinkCredit(2).withDrain(not(true));
		collector.subscription.request(2);
		done();
		this.peer.expectFlow().withLinkCredit(0).withDeliveryCount(2).withDrain(not(true));
		transfer(0, "a");
		transfer(1, "b");
		done();
		await().until(() -> collector.deliveries.size() == 2);
		await().until(() -> publisher.receiver().status().counters().unsettled() == 2);
		this.peer.expectFlow().withLinkCredit(8).withDeliveryCount(2);
		collector.subscription.request(Long.MAX_VALUE);
		done();
	}

	/** Keeps what it gets. */
	private static final class Collector implements Flow.Subscriber<Delivery> {

		private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

		private Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
		}

		@Override
		public void onNext(Delivery delivery) {
			this.deliveries.add(delivery);
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

}
