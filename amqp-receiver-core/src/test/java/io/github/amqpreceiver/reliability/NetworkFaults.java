package io.github.amqpreceiver.reliability;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.github.amqpreceiver.testsupport.Cut;
import io.github.amqpreceiver.testsupport.Direction;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import org.awaitility.Awaitility;

/** Does to the broker and the network what a {@link Fault} says, and undoes it. */
final class NetworkFaults {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final LedgerBroker broker;

	private final FaultyProxy proxy;

	private final Runnable traffic;

	/**
	 * Faults between a receiver and its broker.
	 * @param traffic has messages sent, for a fault that strikes in one
	 */
	NetworkFaults(LedgerBroker broker, FaultyProxy proxy, Runnable traffic) {
		this.broker = broker;
		this.proxy = proxy;
		this.traffic = traffic;
	}

	/**
	 * Strikes, and heals when the fault has lasted long enough.
	 * @param fault the fault
	 * @param noticed whether the receiver has lost its connection
	 */
	void strike(Fault fault, BooleanSupplier noticed) {
		switch (fault) {
			case KILL -> {
				this.broker.kill9();
				this.broker.startAgain();
			}
			case RESET -> this.proxy.cutWithReset();
			case FIN -> this.proxy.cutWithFin();
			case MID_FRAME -> {
				this.proxy.cutAfter(Direction.TO_CLIENT, 777, Cut.RESET);
				this.traffic.run();
				until(noticed);
			}
			case HALF_OPEN -> {
				this.proxy.stall(Direction.BOTH);
				until(noticed);
			}
			case DEAF -> {
				this.proxy.stall(Direction.TO_CLIENT);
				until(noticed);
			}
			case REFUSED -> {
				this.proxy.refuseNew();
				this.proxy.cutWithReset();
				last(400);
			}
			case SILENT -> {
				this.proxy.acceptAndStaySilent();
				this.proxy.cutWithReset();
				last(400);
				this.proxy.heal();
				this.proxy.cutWithReset();
			}
			case CORRUPT_HEADER -> {
				this.proxy.corruptAt(Direction.TO_CLIENT, 5);
				int before = this.proxy.attempts().size();
				this.proxy.cutWithReset();
				until(() -> this.proxy.attempts().size() > before + 1);
			}
			case SHORT_STALL -> {
				this.proxy.stall(Direction.BOTH);
				last(500);
			}
			case LATENCY -> {
				this.proxy.latency(Direction.BOTH, Duration.ofMillis(50));
				last(500);
			}
			case SLICED -> {
				this.proxy.slice(Direction.BOTH, 1, 7);
				last(500);
			}
			case THROTTLED -> {
				this.proxy.throttle(Direction.TO_CLIENT, 200_000);
				last(500);
			}
		}
		this.proxy.heal();
	}

	private static void until(BooleanSupplier condition) {
		Awaitility.await("the fault to be noticed")
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.atMost(LONG)
			.until(condition::getAsBoolean);
	}

	/** A fault that nobody need notice lasts for a time. */
	private static void last(int millis) {
		Awaitility.await().pollDelay(Duration.ofMillis(millis)).atMost(LONG).until(() -> true);
	}

}
