package io.github.amqpreceiver.internal.connection;

import java.time.Duration;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What follows the loss of a link whose session lives. Touched only on the event loop.
 */
final class LinkVerdicts {

	private final RecoveryOptions recovery;

	private final ErrorPolicy policy;

	private @Nullable String redirectedTo;

	private int redirects;

	LinkVerdicts(RecoveryOptions recovery, ErrorPolicy policy) {
		this.recovery = recovery;
		this.policy = policy;
	}

	Verdict decide(AmqpReceiverException failure, boolean wasOpen, Duration outage) {
		if (!this.recovery.enabled() || (this.recovery.failFast() && !wasOpen)
				|| failure instanceof ConfigurationException) {
			return Verdict.GIVE_UP;
		}
		ErrorCondition condition = failure.condition();
		if (condition != null && unknown(condition) && this.recovery.notFoundTimeout() != null
				&& outage.compareTo(this.recovery.notFoundTimeout()) >= 0) {
			return Verdict.GIVE_UP;
		}
		Verdict verdict = this.policy.decide(condition, ErrorPolicy.Scope.LINK);
		if (verdict.action() == Verdict.Action.REDIRECT) {
			return redirect(condition);
		}
		return verdict;
	}

	private static boolean unknown(ErrorCondition condition) {
		return condition.condition().equals(Conditions.NOT_FOUND)
				|| condition.condition().equals(Conditions.RESOURCE_DELETED);
	}

	/** A redirect to another address of the same container is followed on the session. */
	private Verdict redirect(@Nullable ErrorCondition condition) {
		if (condition == null || condition.info().containsKey(Conditions.INFO_NETWORK_HOST)
				|| !(condition.info().get(Conditions.INFO_ADDRESS) instanceof String address) || address.isBlank()
				|| ++this.redirects > this.recovery.maxRedirects()) {
			return Verdict.GIVE_UP;
		}
		this.redirectedTo = address;
		return Verdict.REDIRECT;
	}

	ReceiverOptions redirected(ReceiverOptions options) {
		String target = this.redirectedTo;
		return (target == null) ? options
				: options.toBuilder().source(options.source().toBuilder().address(target).build()).build();
	}

	void succeeded() {
		this.redirects = 0;
	}

}
