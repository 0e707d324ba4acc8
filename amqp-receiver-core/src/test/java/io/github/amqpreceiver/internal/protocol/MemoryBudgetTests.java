package io.github.amqpreceiver.internal.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryBudgetTests {

	private final MemoryBudget budget = new MemoryBudget(1_000);

	private final MemoryShare share = share();

	private MemoryShare share() {
		MemoryShare made = new MemoryShare(this.budget);
		made.begin();
		return made;
	}

	@Test
	void itHoldsToTheLastByteAndNotOneMore() {
		assertThat(this.share.hold(1_000)).isTrue();
		assertThat(this.share.hold(1)).isFalse();
		this.share.free(1);
		assertThat(this.share.hold(1)).isTrue();
	}

	@Test
	void aQuarterIsLeftToLinksThatHoldLittle() {
		MemoryShare other = share();
		assertThat(this.share.hold(700)).isTrue();
		assertThat(this.share.hold(51)).as("holds more than half of a quarter").isFalse();
		assertThat(other.hold(200)).isTrue();
		assertThat(other.hold(1)).as("has had its share").isFalse();
		assertThat(this.share.hold(50)).isFalse();
		assertThat(this.budget.held()).isEqualTo(900);
	}

	@Test
	void aLinkThatIsAloneAgainHasItAll() {
		MemoryShare other = share();
		other.end();
		assertThat(this.share.hold(900)).isTrue();
		assertThat(this.share.hold(100)).isTrue();
	}

	@Test
	void itIsPrudentToGrantHalfOfWhatIsLeft() {
		assertThat(this.budget.prudent(10)).isEqualTo(50);
		this.share.hold(800);
		assertThat(this.budget.prudent(10)).isEqualTo(10);
	}

	@Test
	void oneMessageIsAlwaysPrudent() {
		this.share.hold(1_000);
		assertThat(this.budget.prudent(1_000_000)).isEqualTo(1);
		assertThat(this.budget.prudent(0)).isEqualTo(1);
	}

}
