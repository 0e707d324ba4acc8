package io.github.amqpreceiver.options;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverMetrics;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one receiver: the parameters of the seed's constructor and what it left
 * out.
 *
 * @param source the node to receive from
 * @param target the address of the target, the name of this end to the peer; null by
 * default
 * @param name the link name, 1 to 255 characters; random by default, must be stable for
 * durable subscriptions
 * @param receiveSettleMode who settles; the receiver after handling, by default
 * @param sendSettleMode the settle mode that is asked of the sender; null, the default,
 * for the one that suits {@code receiveSettleMode}
 * @param twoPhaseSettlement whether rcv-settle-mode second is asked for; off by default
 * @param prefetch the link credit: how many messages are on their way, buffered or being
 * handled at once, 0 to 65,535; 300 by default; with 0 nothing comes until
 * {@code resetLinkCredit}
 * @param maxMessageSize the largest message that is taken, in bytes, 1 to 2³¹-1; 1 MiB by
 * default; a larger one is rejected
 * @param properties properties of the attach frame
 * @param desiredCapabilities capabilities that the peer is asked for on this link
 * @param requireCapabilities whether a desired capability that is not offered is a
 * failure; off by default, it is logged
 * @param requireFilters whether a filter that is not granted is a failure; on by default
 * @param dispatch where and how many handlers run
 * @param failureOutcome the outcome when a handler failed; by default rejected for a
 * message that cannot be decoded, else modified with delivery-failed
 * @param errorPolicy decides what follows a failure of this link; null, the default, for
 * the connection's
 * @param charset the charset of data bodies whose content-type names none; UTF-8 by
 * default
 * @param attachTimeout how long the peer may take to attach, 100 ms to 1 h; 10 s by
 * default
 * @param drainTimeout how long the peer may take to drain, 0 to 1 h; 5 s by default
 * @param closeTimeout how long running handlers may take when the receiver closes, 0 to 1
 * day; 30 s by default
 * @param handlerTimeout after how long an unfinished handler's message counts as failed,
 * 1 ms to 30 days; null, the default, for never
 * @param stallTimeout after how long without any frame for the link it is probed, 1 s to
 * 1 day, or zero for never; 60 s by default
 * @param debug whether the frames of this link are logged at INFO, secrets and bodies
 * masked; off by default
 * @param listener told of every event of this receiver
 * @param metrics counts and times
 * @since 0.1
 */
public record ReceiverOptions(Source source, @Nullable String target, String name, ReceiveSettleMode receiveSettleMode,
		@Nullable SendSettleMode sendSettleMode, boolean twoPhaseSettlement, int prefetch, long maxMessageSize,
		Map<Symbol, Object> properties, List<Symbol> desiredCapabilities, boolean requireCapabilities,
		boolean requireFilters, DispatchOptions dispatch, Function<Throwable, Outcome> failureOutcome,
		@Nullable ErrorPolicy errorPolicy, Charset charset, Duration attachTimeout, Duration drainTimeout,
		Duration closeTimeout, @Nullable Duration handlerTimeout, Duration stallTimeout, boolean debug,
		ReceiverListener listener, ReceiverMetrics metrics) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public ReceiverOptions {
		Check.name("name", name);
		sendSettleMode = Check.settleModes(receiveSettleMode, sendSettleMode);
		Check.that(!(twoPhaseSettlement && receiveSettleMode == ReceiveSettleMode.RECEIVE_AND_DELETE),
				"twoPhaseSettlement", true, "off with RECEIVE_AND_DELETE, where nothing is left to settle");
		Check.range("prefetch", prefetch, 0, 65_535);
		Check.range("maxMessageSize", maxMessageSize, 1, Integer.MAX_VALUE);
		properties = Map.copyOf(properties);
		desiredCapabilities = List.copyOf(desiredCapabilities);
		Check.range("attachTimeout", attachTimeout, Duration.ofMillis(100), Duration.ofHours(1));
		Check.range("drainTimeout", drainTimeout, Duration.ZERO, Duration.ofHours(1));
		Check.range("closeTimeout", closeTimeout, Duration.ZERO, Duration.ofDays(1));
		if (handlerTimeout != null) {
			Check.range("handlerTimeout", handlerTimeout, Duration.ofMillis(1), Duration.ofDays(30));
		}
		Check.stallTimeout(stallTimeout);
	}

	/**
	 * Starts with a source address and defaults.
	 * @param address the address to receive from
	 * @return a builder
	 */
	public static Builder builder(String address) {
		return builder(Source.of(address));
	}

	/**
	 * Starts with a source and defaults.
	 * @param source the node to receive from
	 * @return a builder
	 */
	public static Builder builder(Source source) {
		return new Builder(source);
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder(this.source);
		builder.target = this.target;
		builder.name = this.name;
		builder.receiveSettleMode = this.receiveSettleMode;
		builder.sendSettleMode = this.sendSettleMode;
		builder.twoPhaseSettlement = this.twoPhaseSettlement;
		builder.prefetch = this.prefetch;
		builder.maxMessageSize = this.maxMessageSize;
		builder.properties = this.properties;
		builder.desiredCapabilities = this.desiredCapabilities;
		builder.requireCapabilities = this.requireCapabilities;
		builder.requireFilters = this.requireFilters;
		builder.dispatch = this.dispatch;
		builder.failureOutcome = this.failureOutcome;
		builder.errorPolicy = this.errorPolicy;
		builder.charset = this.charset;
		builder.attachTimeout = this.attachTimeout;
		builder.drainTimeout = this.drainTimeout;
		builder.closeTimeout = this.closeTimeout;
		builder.handlerTimeout = this.handlerTimeout;
		builder.stallTimeout = this.stallTimeout;
		builder.debug = this.debug;
		builder.listener = this.listener;
		builder.metrics = this.metrics;
		return builder;
	}

	/** Builds {@link ReceiverOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private Source source;

		private @Nullable String target;

		private String name = "receiver-" + UUID.randomUUID();

		private ReceiveSettleMode receiveSettleMode = ReceiveSettleMode.PEEK_LOCK;

		private @Nullable SendSettleMode sendSettleMode;

		private boolean twoPhaseSettlement = false;

		private int prefetch = 300;

		private long maxMessageSize = 1024L * 1024;

		private Map<Symbol, Object> properties = Map.of();

		private List<Symbol> desiredCapabilities = List.of();

		private boolean requireCapabilities = false;

		private boolean requireFilters = true;

		private DispatchOptions dispatch = DispatchOptions.DEFAULT;

		private Function<Throwable, Outcome> failureOutcome = FailureOutcomes.DEFAULT;

		private @Nullable ErrorPolicy errorPolicy;

		private Charset charset = StandardCharsets.UTF_8;

		private Duration attachTimeout = Duration.ofSeconds(10);

		private Duration drainTimeout = Duration.ofSeconds(5);

		private Duration closeTimeout = Duration.ofSeconds(30);

		private @Nullable Duration handlerTimeout;

		private Duration stallTimeout = Duration.ofSeconds(60);

		private boolean debug = false;

		private ReceiverListener listener = (event) -> {
		};

		private ReceiverMetrics metrics = ReceiverMetrics.NONE;

		private Builder(Source source) {
			this.source = source;
		}

		/**
		 * Sets the node to receive from.
		 * @param source the node to receive from
		 * @return this
		 */
		public Builder source(Source source) {
			this.source = source;
			return this;
		}

		/**
		 * Sets the address of the target, the name of this end to the peer.
		 * @param target the address of the target, the name of this end to the peer; null
		 * by default
		 * @return this
		 */
		public Builder target(@Nullable String target) {
			this.target = target;
			return this;
		}

		/**
		 * Sets the link name, 1 to 255 characters.
		 * @param name the link name, 1 to 255 characters; random by default, must be
		 * stable for durable subscriptions
		 * @return this
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets who settles.
		 * @param receiveSettleMode who settles; the receiver after handling, by default
		 * @return this
		 */
		public Builder receiveSettleMode(ReceiveSettleMode receiveSettleMode) {
			this.receiveSettleMode = receiveSettleMode;
			return this;
		}

		/**
		 * Sets the settle mode that is asked of the sender.
		 * @param sendSettleMode the settle mode that is asked of the sender; null, the
		 * default, for the one that suits {@code receiveSettleMode}
		 * @return this
		 */
		public Builder sendSettleMode(@Nullable SendSettleMode sendSettleMode) {
			this.sendSettleMode = sendSettleMode;
			return this;
		}

		/**
		 * Sets whether rcv-settle-mode second is asked for.
		 * @param twoPhaseSettlement whether rcv-settle-mode second is asked for; off by
		 * default
		 * @return this
		 */
		public Builder twoPhaseSettlement(boolean twoPhaseSettlement) {
			this.twoPhaseSettlement = twoPhaseSettlement;
			return this;
		}

		/**
		 * Sets the link credit: how many messages are on their way, buffered or being
		 * handled at once, 0 to 65,535.
		 * @param prefetch the link credit: how many messages are on their way, buffered
		 * or being handled at once, 0 to 65,535; 300 by default; with 0 nothing comes
		 * until {@code resetLinkCredit}
		 * @return this
		 */
		public Builder prefetch(int prefetch) {
			this.prefetch = prefetch;
			return this;
		}

		/**
		 * Sets the largest message that is taken, in bytes, 1 to 2³¹-1.
		 * @param maxMessageSize the largest message that is taken, in bytes, 1 to 2³¹-1;
		 * 1 MiB by default; a larger one is rejected
		 * @return this
		 */
		public Builder maxMessageSize(long maxMessageSize) {
			this.maxMessageSize = maxMessageSize;
			return this;
		}

		/**
		 * Sets properties of the attach frame.
		 * @param properties properties of the attach frame
		 * @return this
		 */
		public Builder properties(Map<Symbol, Object> properties) {
			this.properties = properties;
			return this;
		}

		/**
		 * Sets capabilities that the peer is asked for on this link.
		 * @param desiredCapabilities capabilities that the peer is asked for on this link
		 * @return this
		 */
		public Builder desiredCapabilities(List<Symbol> desiredCapabilities) {
			this.desiredCapabilities = desiredCapabilities;
			return this;
		}

		/**
		 * Sets whether a desired capability that is not offered is a failure.
		 * @param requireCapabilities whether a desired capability that is not offered is
		 * a failure; off by default, it is logged
		 * @return this
		 */
		public Builder requireCapabilities(boolean requireCapabilities) {
			this.requireCapabilities = requireCapabilities;
			return this;
		}

		/**
		 * Sets whether a filter that is not granted is a failure.
		 * @param requireFilters whether a filter that is not granted is a failure; on by
		 * default
		 * @return this
		 */
		public Builder requireFilters(boolean requireFilters) {
			this.requireFilters = requireFilters;
			return this;
		}

		/**
		 * Sets where and how many handlers run.
		 * @param dispatch where and how many handlers run
		 * @return this
		 */
		public Builder dispatch(DispatchOptions dispatch) {
			this.dispatch = dispatch;
			return this;
		}

		/**
		 * Sets the outcome when a handler failed.
		 * @param failureOutcome the outcome when a handler failed; by default rejected
		 * for a message that cannot be decoded, else modified with delivery-failed
		 * @return this
		 */
		public Builder failureOutcome(Function<Throwable, Outcome> failureOutcome) {
			this.failureOutcome = failureOutcome;
			return this;
		}

		/**
		 * Sets decides what follows a failure of this link.
		 * @param errorPolicy decides what follows a failure of this link; null, the
		 * default, for the connection's
		 * @return this
		 */
		public Builder errorPolicy(@Nullable ErrorPolicy errorPolicy) {
			this.errorPolicy = errorPolicy;
			return this;
		}

		/**
		 * Sets the charset of data bodies whose content-type names none.
		 * @param charset the charset of data bodies whose content-type names none; UTF-8
		 * by default
		 * @return this
		 */
		public Builder charset(Charset charset) {
			this.charset = charset;
			return this;
		}

		/**
		 * Sets how long the peer may take to attach, 100 ms to 1 h.
		 * @param attachTimeout how long the peer may take to attach, 100 ms to 1 h; 10 s
		 * by default
		 * @return this
		 */
		public Builder attachTimeout(Duration attachTimeout) {
			this.attachTimeout = attachTimeout;
			return this;
		}

		/**
		 * Sets how long the peer may take to drain, 0 to 1 h.
		 * @param drainTimeout how long the peer may take to drain, 0 to 1 h; 5 s by
		 * default
		 * @return this
		 */
		public Builder drainTimeout(Duration drainTimeout) {
			this.drainTimeout = drainTimeout;
			return this;
		}

		/**
		 * Sets how long running handlers may take when the receiver closes, 0 to 1 day.
		 * @param closeTimeout how long running handlers may take when the receiver
		 * closes, 0 to 1 day; 30 s by default
		 * @return this
		 */
		public Builder closeTimeout(Duration closeTimeout) {
			this.closeTimeout = closeTimeout;
			return this;
		}

		/**
		 * Sets after how long an unfinished handler's message counts as failed.
		 * @param handlerTimeout after how long an unfinished handler's message counts as
		 * failed, 1 ms to 30 days; null, the default, for never
		 * @return this
		 */
		public Builder handlerTimeout(@Nullable Duration handlerTimeout) {
			this.handlerTimeout = handlerTimeout;
			return this;
		}

		/**
		 * Sets after how long without any frame for the link it is probed, 1 s to 1 day,
		 * or zero for never.
		 * @param stallTimeout after how long without any frame for the link it is probed,
		 * 1 s to 1 day, or zero for never; 60 s by default
		 * @return this
		 */
		public Builder stallTimeout(Duration stallTimeout) {
			this.stallTimeout = stallTimeout;
			return this;
		}

		/**
		 * Sets whether the frames of this link are logged at INFO, secrets and bodies
		 * masked.
		 * @param debug whether the frames of this link are logged at INFO, secrets and
		 * bodies masked; off by default
		 * @return this
		 */
		public Builder debug(boolean debug) {
			this.debug = debug;
			return this;
		}

		/**
		 * Sets who is told of every event of this receiver.
		 * @param listener told of every event of this receiver
		 * @return this
		 */
		public Builder listener(ReceiverListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Sets what counts and times the messages.
		 * @param metrics counts and times
		 * @return this
		 */
		public Builder metrics(ReceiverMetrics metrics) {
			this.metrics = metrics;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public ReceiverOptions build() {
			return new ReceiverOptions(this.source, this.target, this.name, this.receiveSettleMode, this.sendSettleMode,
					this.twoPhaseSettlement, this.prefetch, this.maxMessageSize, this.properties,
					this.desiredCapabilities, this.requireCapabilities, this.requireFilters, this.dispatch,
					this.failureOutcome, this.errorPolicy, this.charset, this.attachTimeout, this.drainTimeout,
					this.closeTimeout, this.handlerTimeout, this.stallTimeout, this.debug, this.listener, this.metrics);
		}

	}

}
