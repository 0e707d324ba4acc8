package io.github.amqpreceiver.options;

import java.time.Duration;

import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How to come back after a failure.
 *
 * @param enabled whether to recover at all; on by default
 * @param failFast whether the first attempt to open must succeed; off by default
 * @param backOff the wait between attempts; by default 100 ms, doubled up to 30 s, spread
 * by 20 %
 * @param stableAfter how long a link must stay open until its attempts are counted from
 * one again, 0 to 1 day; 10 s by default
 * @param errorPolicy decides what follows a failure
 * @param shuffleAddresses whether the addresses are tried in random order; off by default
 * @param maxRedirects how many redirects in a row are followed, 0 to 100; 5 by default
 * @param notFoundTimeout how long an address may stay unknown to the peer until the
 * receiver gives up, 0 to 30 days; null, the default, for ever
 * @param authenticationBackOff the wait after refused credentials, where they are tried
 * again; by default 30 s, doubled up to 5 min
 * @param giveUpOnAuthenticationFailure whether refused credentials end the attempts; on
 * by default, unless the connection was open before
 * @since 0.1
 */
public record RecoveryOptions(boolean enabled, boolean failFast, BackOff backOff, Duration stableAfter,
		ErrorPolicy errorPolicy, boolean shuffleAddresses, int maxRedirects, @Nullable Duration notFoundTimeout,
		BackOff authenticationBackOff, boolean giveUpOnAuthenticationFailure) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public RecoveryOptions {
		Check.range("stableAfter", stableAfter, Duration.ZERO, Duration.ofDays(1));
		Check.range("maxRedirects", maxRedirects, 0, 100);
		if (notFoundTimeout != null) {
			Check.range("notFoundTimeout", notFoundTimeout, Duration.ZERO, Duration.ofDays(30));
		}
	}

	/** The first wait of the default back-off. */
	public static final Duration INITIAL_DELAY = Duration.ofMillis(100);

	/** The factor of the default back-off. */
	public static final double MULTIPLIER = 2;

	/** The cap of the default back-off. */
	public static final Duration MAX_DELAY = Duration.ofSeconds(30);

	/** How far the default back-off is spread, as a share of the wait. */
	public static final double JITTER = 0.2;

	/** All defaults. */
	public static final RecoveryOptions DEFAULT = builder().build();

	/**
	 * Starts with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.enabled = this.enabled;
		builder.failFast = this.failFast;
		builder.backOff = this.backOff;
		builder.stableAfter = this.stableAfter;
		builder.errorPolicy = this.errorPolicy;
		builder.shuffleAddresses = this.shuffleAddresses;
		builder.maxRedirects = this.maxRedirects;
		builder.notFoundTimeout = this.notFoundTimeout;
		builder.authenticationBackOff = this.authenticationBackOff;
		builder.giveUpOnAuthenticationFailure = this.giveUpOnAuthenticationFailure;
		return builder;
	}

	/** Builds {@link RecoveryOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private boolean enabled = true;

		private boolean failFast = false;

		private BackOff backOff = BackOff.exponential(INITIAL_DELAY, MULTIPLIER, MAX_DELAY, JITTER);

		private Duration stableAfter = Duration.ofSeconds(10);

		private ErrorPolicy errorPolicy = ErrorPolicy.DEFAULT;

		private boolean shuffleAddresses = false;

		private int maxRedirects = 5;

		private @Nullable Duration notFoundTimeout;

		private BackOff authenticationBackOff = BackOff.exponential(Duration.ofSeconds(30), 2, Duration.ofMinutes(5),
				0.2);

		private boolean giveUpOnAuthenticationFailure = true;

		private Builder() {
		}

		/**
		 * Sets whether to recover at all.
		 * @param enabled whether to recover at all; on by default
		 * @return this
		 */
		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
		}

		/**
		 * Sets whether the first attempt to open must succeed.
		 * @param failFast whether the first attempt to open must succeed; off by default
		 * @return this
		 */
		public Builder failFast(boolean failFast) {
			this.failFast = failFast;
			return this;
		}

		/**
		 * Sets the wait between attempts.
		 * @param backOff the wait between attempts; by default 100 ms, doubled up to 30
		 * s, spread by 20 %
		 * @return this
		 */
		public Builder backOff(BackOff backOff) {
			this.backOff = backOff;
			return this;
		}

		/**
		 * Sets how long a link must stay open until its attempts are counted from one
		 * again.
		 * @param stableAfter how long a link must stay open until its attempts are
		 * counted from one again, 0 to 1 day; 10 s by default
		 * @return this
		 */
		public Builder stableAfter(Duration stableAfter) {
			this.stableAfter = stableAfter;
			return this;
		}

		/**
		 * Sets decides what follows a failure.
		 * @param errorPolicy decides what follows a failure
		 * @return this
		 */
		public Builder errorPolicy(ErrorPolicy errorPolicy) {
			this.errorPolicy = errorPolicy;
			return this;
		}

		/**
		 * Sets whether the addresses are tried in random order.
		 * @param shuffleAddresses whether the addresses are tried in random order; off by
		 * default
		 * @return this
		 */
		public Builder shuffleAddresses(boolean shuffleAddresses) {
			this.shuffleAddresses = shuffleAddresses;
			return this;
		}

		/**
		 * Sets how many redirects in a row are followed, 0 to 100.
		 * @param maxRedirects how many redirects in a row are followed, 0 to 100; 5 by
		 * default
		 * @return this
		 */
		public Builder maxRedirects(int maxRedirects) {
			this.maxRedirects = maxRedirects;
			return this;
		}

		/**
		 * Sets how long an address may stay unknown to the peer until the receiver gives
		 * up.
		 * @param notFoundTimeout how long an address may stay unknown to the peer until
		 * the receiver gives up, 0 to 30 days; null, the default, for ever
		 * @return this
		 */
		public Builder notFoundTimeout(@Nullable Duration notFoundTimeout) {
			this.notFoundTimeout = notFoundTimeout;
			return this;
		}

		/**
		 * Sets the wait after refused credentials, where they are tried again.
		 * @param authenticationBackOff the wait after refused credentials, where they are
		 * tried again; by default 30 s, doubled up to 5 min
		 * @return this
		 */
		public Builder authenticationBackOff(BackOff authenticationBackOff) {
			this.authenticationBackOff = authenticationBackOff;
			return this;
		}

		/**
		 * Sets whether refused credentials end the attempts.
		 * @param giveUpOnAuthenticationFailure whether refused credentials end the
		 * attempts; on by default, unless the connection was open before
		 * @return this
		 */
		public Builder giveUpOnAuthenticationFailure(boolean giveUpOnAuthenticationFailure) {
			this.giveUpOnAuthenticationFailure = giveUpOnAuthenticationFailure;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public RecoveryOptions build() {
			return new RecoveryOptions(this.enabled, this.failFast, this.backOff, this.stableAfter, this.errorPolicy,
					this.shuffleAddresses, this.maxRedirects, this.notFoundTimeout, this.authenticationBackOff,
					this.giveUpOnAuthenticationFailure);
		}

	}

}
