package io.github.amqpreceiver.internal.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryBudgetTests {

	private final MemoryBudget budget = new MemoryBudget(1_000);

	@Test
	void itHoldsToTheLastByteAndNotOneMore() {
		assertThat(this.budget.hold(1_000)).isTrue();
		assertThat(this.budget.hold(1)).isFalse();
		this.budget.free(1);
		assertThat(this.budget.hold(1)).isTrue();
	}

	@Test
	void itIsPrudentToGrantHalfOfWhatIsLeft() {
		assertThat(this.budget.prudent(10)).isEqualTo(50);
		this.budget.hold(800);
		assertThat(this.budget.prudent(10)).isEqualTo(10);
	}

	@Test
	void oneMessageIsAlwaysPrudent() {
		this.budget.hold(1_000);
		assertThat(this.budget.prudent(1_000_000)).isEqualTo(1);
		assertThat(this.budget.prudent(0)).isEqualTo(1);
	}

}
