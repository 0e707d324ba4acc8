package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementInboxTests {

	private final AtomicInteger wakes = new AtomicInteger();

	private final SettlementInbox inbox = new SettlementInbox(this.wakes::incrementAndGet);

	private final List<HeldDelivery> deliveries = new EngineBench().messages(5);

	@Test
	void itIsEmptiedInTheOrderOfCompletion() {
		for (int i : new int[] { 3, 0, 4, 1 }) {
			this.inbox.push(this.deliveries.get(i));
		}
		List<Integer> taken = new ArrayList<>();
		for (HeldDelivery d = this.inbox.takeAll(); d != null; d = d.nextSettled) {
			taken.add(d.id);
		}
		assertThat(taken).containsExactly(3, 0, 4, 1);
		assertThat(this.inbox.announced()).isFalse();
		assertThat(this.inbox.takeAll()).isNull();
	}

	@Test
	void aBurstCostsOneWakeUp() {
		this.deliveries.forEach(this.inbox::push);
		assertThat(this.wakes).hasValue(1);
		this.inbox.takeAll();
		this.inbox.push(this.deliveries.get(0));
		assertThat(this.wakes).hasValue(2);
	}

	@Test
	void whatIsAddedWakesTheLoopOnceItIsAnnounced() {
		this.deliveries.forEach(this.inbox::add);
		assertThat(this.wakes).hasValue(0);
		this.inbox.announce();
		this.inbox.announce();
		assertThat(this.wakes).hasValue(1);
		this.inbox.takeAll();
		this.inbox.announce();
		assertThat(this.wakes).as("nothing is left").hasValue(1);
	}

	@Test
	void anOutcomeThatIsPushedBehindOneThatWasAddedWakesTheLoop() {
		this.inbox.add(this.deliveries.get(0));
		this.inbox.push(this.deliveries.get(1));
		assertThat(this.wakes).hasValue(1);
	}

	@Test
	void onceTheLoopIsImpatientEveryOutcomeWakesIt() {
		this.inbox.impatient();
		this.inbox.add(this.deliveries.get(0));
		assertThat(this.wakes).hasValue(1);
		this.inbox.takeAll();
		this.inbox.patient();
		this.inbox.add(this.deliveries.get(1));
		assertThat(this.wakes).hasValue(1);
	}

}
