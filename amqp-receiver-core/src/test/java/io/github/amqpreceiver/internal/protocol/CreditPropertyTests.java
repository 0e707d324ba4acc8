package io.github.amqpreceiver.internal.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For any interleaving of transfers (whole, in pieces, aborted, too large, settled by the
 * sender), settlements, resets up and down, drains, probes and closes, with frames under
 * way in both directions: an honest sender is never taken for a bad one, and
 * <ul>
 * <li>credit is granted within the target in force: {@code credit + held <= target}
 * wherever there is credit;</li>
 * <li>what is held beyond a target that was lowered was granted before, to a sender that
 * could not know better: never more than credit and messages held at the lowering;</li>
 * <li>once everything is settled and said, {@code credit + held == target}.</li>
 * </ul>
 */
class CreditPropertyTests {

	private static final int RUNS = 3_000;

	@Test
	void creditIsBoundedAndNeverLost() {
		for (int seed = 0; seed < RUNS; seed++) {
			new Run(seed).go();
		}
	}

	/** One interleaving. */
	private static final class Run {

		private final Random random;

		private final String seed;

		private final EngineBench bench = new EngineBench();

		private final HonestSender sender;

		private final ReceiverLink link;

		private int target;

		/**
		 * What may be granted and held at once: the target, and while the sender may not
		 * have heard of a lower one, what there was before.
		 */
		private int bound;

		private final List<HeldDelivery> open = new ArrayList<>();

		private int pending;

		Run(int seed) {
			this.seed = "seed " + seed;
			this.random = new Random(seed);
			this.target = this.random.nextInt(12);
			this.bound = this.target;
			boolean twoPhase = this.random.nextInt(4) == 0;
			long initial = this.random.nextBoolean() ? 0xffff_fff8L : this.random.nextInt(100);
			this.link = this.bench.link(
					ReceiverOptions.builder("q").name("l").maxMessageSize(64).twoPhaseSettlement(twoPhase).build(),
					this.target, initial);
			this.sender = new HonestSender(this.random, (int) initial, this.link.handle);
		}

		void go() {
			int steps = 20 + this.random.nextInt(120);
			for (int i = 0; i < steps; i++) {
				step();
				check();
			}
			settleDown();
		}

		private void step() {
			switch (this.random.nextInt(14)) {
				case 0 -> reset(this.random.nextInt(12), false);
				case 1 -> reset(this.random.nextInt(12), true);
				case 2 -> {
					this.pending++;
					this.link.drain((failure) -> this.pending--);
				}
				case 3 -> {
					this.pending++;
					this.link.probe((failure) -> this.pending--);
				}
				case 12 -> close();
				case 4, 5, 6 -> this.sender.send(this.random.nextInt(4));
				case 7, 8 -> this.sender.hear(this.bench, this.random.nextInt(3));
				case 9, 10 -> this.sender.speak(this.bench, this.random.nextInt(4));
				case 11 -> settle(this.random.nextInt(5));
				default -> this.bench.loop.advance(Duration.ofMillis(this.random.nextInt(700)));
			}
			this.bench.loop.run();
			this.open.addAll(this.bench.delivered);
			this.bench.delivered.clear();
		}

		/** As a receiver closes; a later reset opens it again. */
		private void close() {
			this.pending++;
			this.link.keepBack();
			this.link.drain((failure) -> {
				this.pending--;
				this.link.releaseKeptBack();
			});
		}

		private void reset(int to, boolean drain) {
			// A drain that leaves no room asks for what was granted before.
			if (!drain || to > this.link.held() || this.link.credit() == 0) {
				this.target = to;
			}
			this.bound = Math.max(Math.max(this.bound, to), this.link.credit() + this.link.held());
			this.pending++;
			this.link.resetCredit(to, drain, (failure) -> {
				assertThat(failure).isNull();
				this.pending--;
			});
		}

		private void settle(int count) {
			for (int i = 0; i < count && !this.open.isEmpty(); i++) {
				HeldDelivery delivery = this.open.remove(this.random.nextInt(this.open.size()));
				delivery.claim();
				delivery.settle(this.random.nextBoolean() ? Outcome.accepted() : Outcome.released());
			}
		}

		private void check() {
			assertThat(this.bench.violations).as(this.seed).isEmpty();
			assertThat(this.bench.ends).as(this.seed).isEmpty();
			assertThat(this.link.credit()).as(this.seed).isNotNegative();
			int total = this.link.credit() + this.link.held();
			if (this.link.credit() > 0) {
				assertThat(total).as(this.seed + ": granted within the target").isLessThanOrEqualTo(this.target);
			}
			assertThat(total).as(this.seed + ": held").isLessThanOrEqualTo(this.bound);
			if (this.sender.nothingUnderWay(this.bench)) {
				this.bound = Math.max(this.target, total);
			}
		}

		/**
		 * Everything that is under way arrives, everything is settled: all credit is
		 * back.
		 */
		private void settleDown() {
			this.sender.quiet = true;
			reset(7, false);
			for (int i = 0; i < 12; i++) {
				this.bench.loop.advance(Duration.ofMillis(50));
				this.sender.hear(this.bench, Integer.MAX_VALUE);
				this.sender.speak(this.bench, Integer.MAX_VALUE);
				this.open.addAll(this.bench.delivered);
				this.bench.delivered.clear();
				settle(Integer.MAX_VALUE);
				this.bench.loop.run();
			}
			check();
			assertThat(this.pending).as(this.seed + ": everybody was answered").isZero();
			assertThat(this.link.held()).as(this.seed).isZero();
			// Topped up at a third, so between two thirds and whole; asked again, whole.
			assertThat(this.link.credit()).as(this.seed).isBetween(5, 7);
			reset(7, false);
			this.sender.hear(this.bench, Integer.MAX_VALUE);
			assertThat(this.link.credit()).as(this.seed).isEqualTo(7);
			assertThat(this.sender.credit()).as(this.seed).isEqualTo(7);
			assertThat(this.bench.connection.budget().held()).as(this.seed).isZero();
		}

	}

}
