package io.github.amqpreceiver.faults;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.LedgerSender;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.MessageLedger;
import io.github.amqpreceiver.testsupport.RabbitMq;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** F-64: RabbitMQ has no memory or no disk left, as it thinks. */
@EnabledIf(value = "io.github.amqpreceiver.testsupport.RabbitMq#available",
		disabledReason = "rabbitmq-server is not installed")
class MemoryAlarmIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static RabbitMq rabbit;

	private final MessageLedger ledger = new MessageLedger("alarm");

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	@BeforeAll
	static void startBroker() {
		rabbit = RabbitMq.start();
	}

	@AfterAll
	static void stopBroker() {
		rabbit.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "disk" })
	@DisplayName("F-64 An alarm of the broker under load: the receiver takes what there is and does not spin, and goes on after it")
	void alarm(String kind) {
		rabbit.createQueue(kind);
		String address = "/amq/queue/" + kind;
		MessageReceiver receiver = this.given.connection(Given.options(rabbit.port()))
			.session()
			.receiver(ReceiverOptions.builder(address).build(), MessageHandler
				.accepting((delivery) -> this.ledger.processed(delivery.message().bodyText(), false)));
		join(receiver.open());
		AtomicBoolean enough = new AtomicBoolean();
		CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> {
			try (LedgerSender sender = new LedgerSender(this.ledger, rabbit.port(), address, PATIENCE)) {
				while (!enough.get()) {
					sender.send(50, (index) -> "k");
				}
			}
		});
		assertThat(this.ledger.awaitDistinct(500, PATIENCE)).isTrue();
		sound(kind, true);
		try {
			enough.set(true);
			assertThat(this.ledger.awaitNothingOutstanding(SOON)).as("what was accepted is handled").isTrue();
			join(receiver.work());
			assertThat(cpuTimeWithin(Duration.ofSeconds(2))).as("time of the event loops")
				.isLessThan(Duration.ofMillis(200));
			assertThat(receiver.state()).isEqualTo(ReceiverState.OPEN);
		}
		finally {
			sound(kind, false);
		}
		publisher.orTimeout(90, TimeUnit.SECONDS).join();
		try (LedgerSender sender = new LedgerSender(this.ledger, rabbit.port(), address, PATIENCE)) {
			sender.send(50, (index) -> "k");
		}
		assertThat(this.ledger.awaitNothingOutstanding(SOON)).isTrue();
		assertThat(this.ledger.lost()).isEmpty();
		assertThat(this.ledger.duplicates()).isEmpty();
		assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class)).isZero();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
		join(this.given.close());
	}

	private static void sound(String kind, boolean on) {
		if (kind.equals("memory")) {
			rabbit.control("set_vm_memory_high_watermark", on ? "0.000001" : "0.8");
		}
		else {
			rabbit.control("set_disk_free_limit", on ? "900000GB" : "1MB");
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(
					rabbit.control("eval", "rabbit_alarm:get_alarms().").toString().contains("resource_limit," + kind))
				.isEqualTo(on));
	}

	private static Duration cpuTimeWithin(Duration time) {
		List<Long> loops = Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
			.filter((info) -> info != null && info.getThreadName().startsWith("amqp-receiver-io"))
			.map(ThreadInfo::getThreadId)
			.toList();
		assertThat(loops).isNotEmpty();
		long before = cpuTime(loops);
		await().pollDelay(time).atMost(SOON).until(() -> true);
		return Duration.ofNanos(cpuTime(loops) - before);
	}

	private static long cpuTime(List<Long> threads) {
		return threads.stream().mapToLong(THREADS::getThreadCpuTime).sum();
	}

}
