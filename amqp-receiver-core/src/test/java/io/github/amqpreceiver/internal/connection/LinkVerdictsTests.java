package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.recovery.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LinkVerdictsTests {

	private static final Duration SHORT = Duration.ofSeconds(1);

	@Test
	void aDetachWithoutAnErrorIsAttachedAgain() {
		assertThat(
				verdicts(RecoveryOptions.builder()).decide(new LinkDetachedException("gone", null, null), true, SHORT))
			.isEqualTo(Verdict.REATTACH);
	}

	@Test
	void recoveryOffAndMistakesAndFailFastGiveUp() {
		AmqpReceiverException gone = detached(Conditions.DETACH_FORCED, Map.of());
		assertThat(verdicts(RecoveryOptions.builder().enabled(false)).decide(gone, true, SHORT))
			.isEqualTo(Verdict.GIVE_UP);
		assertThat(verdicts(RecoveryOptions.builder().failFast(true)).decide(gone, false, SHORT))
			.isEqualTo(Verdict.GIVE_UP);
		assertThat(verdicts(RecoveryOptions.builder().failFast(true)).decide(gone, true, SHORT))
			.isEqualTo(Verdict.REATTACH);
		assertThat(
				verdicts(RecoveryOptions.builder()).decide(new ConfigurationException("no", null, null), true, SHORT))
			.isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void anUnknownAddressIsWaitedForAsLongAsWasSaid() {
		AmqpReceiverException missing = detached(Conditions.NOT_FOUND, Map.of());
		assertThat(verdicts(RecoveryOptions.builder()).decide(missing, false, Duration.ofDays(9)))
			.isEqualTo(Verdict.REATTACH);
		LinkVerdicts impatient = verdicts(RecoveryOptions.builder().notFoundTimeout(Duration.ofSeconds(5)));
		assertThat(impatient.decide(missing, false, Duration.ofSeconds(4))).isEqualTo(Verdict.REATTACH);
		assertThat(impatient.decide(missing, false, Duration.ofSeconds(5))).isEqualTo(Verdict.GIVE_UP);
		assertThat(impatient.decide(detached(Conditions.RESOURCE_DELETED, Map.of()), true, Duration.ofSeconds(5)))
			.isEqualTo(Verdict.GIVE_UP);
		assertThat(impatient.decide(detached(Conditions.DETACH_FORCED, Map.of()), true, Duration.ofDays(1)))
			.isEqualTo(Verdict.REATTACH);
	}

	@Test
	void aRedirectToAnotherAddressIsFollowedOnTheSession() {
		LinkVerdicts verdicts = verdicts(RecoveryOptions.builder());
		Verdict verdict = verdicts
			.decide(detached(Conditions.LINK_REDIRECT, Map.of(Conditions.INFO_ADDRESS, "elsewhere")), false, SHORT);
		assertThat(verdict).isEqualTo(Verdict.REDIRECT);
		assertThat(verdicts.redirected(ReceiverOptions.builder("here").build()).source().address())
			.isEqualTo("elsewhere");
	}

	@Test
	void aRedirectToNowhereOrOnAndOnIsGivenUp() {
		LinkVerdicts verdicts = verdicts(RecoveryOptions.builder().maxRedirects(1));
		AmqpReceiverException redirect = detached(Conditions.LINK_REDIRECT, Map.of(Conditions.INFO_ADDRESS, "b"));
		assertThat(verdicts.decide(detached(Conditions.LINK_REDIRECT, Map.of()), true, SHORT))
			.isEqualTo(Verdict.GIVE_UP);
		assertThat(verdicts.decide(redirect, true, SHORT)).isEqualTo(Verdict.REDIRECT);
		assertThat(verdicts.decide(redirect, true, SHORT)).isEqualTo(Verdict.GIVE_UP);
	}

	private static LinkVerdicts verdicts(RecoveryOptions.Builder recovery) {
		return new LinkVerdicts(recovery.build(), ErrorPolicy.DEFAULT);
	}

	private static AmqpReceiverException detached(Symbol condition, Map<Symbol, Object> info) {
		return new LinkDetachedException("gone", new ErrorCondition(condition, "why", info), null);
	}

}
