package io.github.amqpreceiver.reliability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.LedgerSender;
import io.github.amqpreceiver.testsupport.MessageLedger;
import org.awaitility.Awaitility;

/**
 * One run: a broker with a journal in its own process, a proxy before it, a sender that
 * bypasses the proxy, and one receiver with concurrency 1 behind it; every message is in
 * the ledger. One thread strikes the faults and judges.
 */
final class LedgerRun {

	/** Half-open connections are found within one and a half of this. */
	static final Duration IDLE_TIMEOUT = Duration.ofSeconds(4);

	static final int PREFETCH = 300;

	private static final int CHUNK = 500;

	/** So many messages wait in the broker at most, so that faults strike under load. */
	private static final int BACKLOG = 20_000;

	/** So many are held back for each cut in the midst of a frame, which needs frames. */
	private static final int HELD_BACK = 100;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final RunSize size;

	private final MessageLedger ledger = new MessageLedger("m");

	private final Observed observed = new Observed(this.ledger, PREFETCH);

	private final List<FaultPlan> plan;

	/** A permit for each time that messages are let go which were held back. */
	private final Semaphore letGo = new Semaphore(0);

	private final List<Strike> strikes = new ArrayList<>();

	private final long beganAt = System.nanoTime();

	LedgerRun(RunSize size) {
		this.size = size;
		this.plan = FaultPlan.of(size);
	}

	RunResult run(Supplier<LedgerBroker> start) throws Exception {
		try (LedgerBroker broker = start.get();
				FaultyProxy proxy = FaultyProxy.to(broker.port());
				EventLoopResources loops = EventLoopResources.create(TransportOptions.DEFAULT);
				Throughput throughput = new Throughput(this.ledger, this.beganAt)) {
			AmqpConnection connection = AmqpConnection.create(connectionOptions(proxy.port()), loops);
			MessageReceiver receiver = connection.session()
				.receiver(ReceiverOptions.builder(broker.address()).prefetch(PREFETCH).build(),
						MessageHandler.blocking(this.observed::process));
			receiver.open().toCompletableFuture().get(60, TimeUnit.SECONDS);
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(broker));
			strikeAll(broker, proxy, sent);
			sent.get(this.size.limit().toSeconds(), TimeUnit.SECONDS);
			this.ledger.awaitNothingOutstanding(PATIENCE);
			Awaitility.await("the broker to know of every settlement")
				.atMost(PATIENCE)
				.until(() -> broker.waiting() == 0);
			long took = millis(System.nanoTime());
			connection.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
			return new RunResult(this.size, this.ledger, List.copyOf(this.strikes), throughput.samples(), took,
					List.copyOf(this.observed.progressAtLoss), this.observed.linkLosses.get());
		}
	}

	private ConnectionOptions connectionOptions(int port) {
		return ConnectionOptions.builder("127.0.0.1", port)
			.containerId("ledger")
			.idleTimeout(IDLE_TIMEOUT)
			.handshakeTimeout(Duration.ofSeconds(5))
			.recovery(RecoveryOptions.builder()
				.backOff(BackOff.exponential(Duration.ofMillis(50), 2, Duration.ofMillis(500), 0.2))
				.stableAfter(Duration.ofSeconds(1))
				.build())
			.listener(this.observed)
			.build();
	}

	private void send(LedgerBroker broker) {
		try (LedgerSender sender = new LedgerSender(this.ledger, broker.port(), broker.address(), PATIENCE)) {
			long cuts = this.plan.stream().filter((planned) -> planned.fault() == Fault.MID_FRAME).count();
			for (int left = this.size.messages() - (int) cuts * HELD_BACK; left > 0; left -= CHUNK) {
				this.ledger.awaitDistinct(this.ledger.acceptedCount() - BACKLOG, this.size.limit());
				sender.send(Math.min(CHUNK, left), (index) -> "all");
			}
			for (; cuts > 0; cuts--) {
				this.letGo.acquireUninterruptibly();
				sender.send(HELD_BACK, (index) -> "all");
			}
		}
	}

	private void strikeAll(LedgerBroker broker, FaultyProxy proxy, CompletableFuture<Void> sent) {
		NetworkFaults faults = new NetworkFaults(broker, proxy, this.letGo::release);
		for (FaultPlan planned : this.plan) {
			if (!this.ledger.awaitDistinct(planned.mark(), PATIENCE) || sent.isCompletedExceptionally()) {
				throw new IllegalStateException("Stuck before " + planned + ": " + this.ledger + ", " + this.strikes);
			}
			strike(faults, broker, planned.fault());
		}
	}

	private void strike(NetworkFaults faults, LedgerBroker broker, Fault fault) {
		long losses = this.observed.losses.get();
		long attachments = this.observed.attachments.get();
		CompletableFuture<Long> portBack = new CompletableFuture<>();
		long at = System.nanoTime();
		if (fault == Fault.KILL) {
			// The port is back before the broker says that it is ready.
			broker.kill9();
			this.observed.killed(at, broker.unwritten(), broker.forgets());
			portBack = CompletableFuture.supplyAsync(() -> {
				broker.awaitPort(PATIENCE);
				return System.nanoTime();
			});
		}
		faults.strike(fault, () -> this.observed.losses.get() > losses);
		portBack.complete(System.nanoTime());
		if (fault.cuts) {
			Awaitility.await(fault + " to be recovered from")
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.atMost(PATIENCE)
				.until(() -> this.observed.attachments.get() > attachments);
		}
		boolean lost = this.observed.losses.get() > losses;
		this.strikes.add(new Strike(fault, millis(at), lost ? millis(this.observed.lostAt) : -1,
				millis(portBack.join()), lost ? millis(this.observed.attachedAt) : -1));
	}

	private long millis(long nanoTime) {
		return TimeUnit.NANOSECONDS.toMillis(nanoTime - this.beganAt);
	}

}
