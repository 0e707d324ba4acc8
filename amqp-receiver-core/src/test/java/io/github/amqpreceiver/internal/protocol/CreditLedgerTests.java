package io.github.amqpreceiver.internal.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CreditLedgerTests {

	private final CreditLedger ledger = granted(10);

	@Test
	void aPlaceIsFreeOnlyOnceItsMessageIsSettled() {
		assertThat(this.ledger.take()).isTrue();
		assertThat(this.ledger.grantable()).isZero();
		this.ledger.giveBack();
		assertThat(this.ledger.grantable()).isEqualTo(1);
	}

	@Test
	void aTransferWithoutCreditIsRefused() {
		CreditLedger empty = new CreditLedger(0);
		assertThat(empty.take()).isFalse();
		assertThat(empty.deliveryCount()).isZero();
	}

	@Test
	void theTargetGoesUpAndDown() {
		this.ledger.retarget(25);
		assertThat(this.ledger.grantable()).isEqualTo(15);
		this.ledger.retarget(3);
		assertThat(this.ledger.credit()).isEqualTo(3);
		assertThat(this.ledger.grantable()).isZero();
	}

	@Test
	void loweredBelowWhatIsHeldNothingIsGrantedUntilThatIsGone() {
		take(8);
		this.ledger.retarget(5);
		assertThat(this.ledger.credit()).isZero();
		for (int i = 0; i < 3; i++) {
			this.ledger.giveBack();
			assertThat(this.ledger.grantable()).isZero();
		}
		this.ledger.giveBack();
		assertThat(this.ledger.grantable()).isEqualTo(1);
	}

	@Test
	void whatWasOnItsWayWhenCreditWasTakenBackIsNoViolation() {
		this.ledger.retarget(0);
		take(10);
		assertThat(this.ledger.take()).isFalse();
	}

	@Test
	void whatIsTakenBackAndGrantedAgainIsToleratedThreeTimesHoweverOften() {
		for (int i = 0; i < 5; i++) {
			this.ledger.retarget(0);
			this.ledger.retarget(10);
			this.ledger.grant(this.ledger.grantable());
		}
		take(10 + 30);
		assertThat(this.ledger.take()).isFalse();
	}

	@Test
	void aSenderThatCountsTwiceWhatMetARenewalIsNoViolation() {
		take(6);
		giveBack(6);
		this.ledger.grant(this.ledger.grantable());
		take(10 + 4);
		assertThat(this.ledger.credit()).isZero();
		assertThat(this.ledger.take()).isFalse();
	}

	@Test
	void howeverOftenCreditIsRenewedNoMoreThanThreeTargetsAreToleratedBeyondIt() {
		for (int i = 0; i < 20; i++) {
			take(3);
			giveBack(3);
			this.ledger.grant(this.ledger.grantable());
		}
		take(10 + 30);
		assertThat(this.ledger.take()).isFalse();
	}

	@Test
	void afterThatNothingIsGrantedUntilTheExcessIsSettled() {
		take(6);
		giveBack(6);
		this.ledger.grant(this.ledger.grantable());
		take(10 + 4);
		for (int i = 0; i < 4; i++) {
			giveBack(1);
			assertThat(this.ledger.grantable()).isZero();
		}
		giveBack(1);
		assertThat(this.ledger.grantable()).isEqualTo(1);
	}

	@Test
	void aDrainIsAnsweredByCountingOnAndIsNotGrantedAgain() {
		this.ledger.drain();
		assertThat(this.ledger.grantable()).isZero();
		take(4);
		assertThat(this.ledger.drained()).isFalse();
		assertThat(this.ledger.advance(10)).isTrue();
		assertThat(this.ledger.drained()).isTrue();
		assertThat(this.ledger.target()).isZero();
		assertThat(this.ledger.deliveryCount()).isEqualTo(10);
	}

	@Test
	void aCountBeyondTheCreditIsRefused() {
		assertThat(this.ledger.advance(11)).isFalse();
		assertThat(this.ledger.credit()).isEqualTo(10);
	}

	@Test
	void aCountThatIsBehindChangesNothing() {
		take(3);
		assertThat(this.ledger.advance(2)).isTrue();
		assertThat(this.ledger.deliveryCount()).isEqualTo(3);
	}

	@Test
	void theDeliveryCountWraps() {
		CreditLedger wrapping = new CreditLedger(10);
		wrapping.attached(0xffff_fffe);
		wrapping.grant(10);
		for (int i = 0; i < 4; i++) {
			assertThat(wrapping.take()).isTrue();
		}
		assertThat(wrapping.deliveryCount()).isEqualTo(2);
		assertThat(wrapping.advance(5)).isTrue();
		assertThat(wrapping.credit()).isEqualTo(3);
	}

	private void take(int messages) {
		for (int i = 0; i < messages; i++) {
			assertThat(this.ledger.take()).isTrue();
		}
	}

	private void giveBack(int messages) {
		for (int i = 0; i < messages; i++) {
			this.ledger.giveBack();
		}
	}

	private static CreditLedger granted(int credit) {
		CreditLedger ledger = new CreditLedger(credit);
		ledger.attached(0);
		ledger.grant(ledger.grantable());
		return ledger;
	}

}
