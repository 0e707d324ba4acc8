package io.github.amqpreceiver.spring.endpoint;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a listener's settings. A value that is null was not set in this layer, so
 * that {@link #overlay} can lay one over the other: the defaults of all listeners, the
 * annotation, the settings of one listener by its id. What no layer sets keeps the
 * default of {@link io.github.amqpreceiver.options.ReceiverOptions}.
 *
 * @param addresses the addresses to receive from, one link each
 * @param connection the name of the connection; the only or primary one when not set
 * @param prefetch the link credit in messages, 1 to 65,535
 * @param receiveSettleMode who settles
 * @param sendSettleMode what is asked of the sender
 * @param twoPhaseSettlement whether rcv-settle-mode second is asked for
 * @param ackMode who gives the outcome
 * @param concurrency how many messages of one link are handled at once, 1 to 65,535
 * @param consumers how many links an address gets, 1 to 1,000
 * @param orderBy the key whose messages stay in order: {@code group-id} or another
 * property, the name of a header, or a SpEL expression
 * @param selector a message selector in the SQL-like syntax of JMS
 * @param filters further filters, values by name; the name is also the descriptor
 * @param requireFilters whether a filter that the peer does not grant is a failure
 * @param subscription the name of a subscription, which becomes the link's name
 * @param durable whether the subscription outlives the link
 * @param shared whether several links share the subscription
 * @param browse whether messages are only looked at and stay with the peer
 * @param target the address of the target, the name of this end to the peer
 * @param sourceCapabilities capabilities that the node should have, such as queue or
 * topic
 * @param properties properties of the attach frame
 * @param desiredCapabilities capabilities that the peer is asked for on the link
 * @param requireCapabilities whether a desired capability that is not offered is a
 * failure
 * @param batch whether the method takes a list of messages
 * @param batchSize the most messages of a batch, 1 to the prefetch
 * @param batchTimeout how long the first message of a batch waits for others, 1 ms to 1 h
 * @param maxMessageSize the largest message in bytes, 1 to 2³¹-1; a larger one is
 * rejected
 * @param failureOutcome what becomes of a message whose method threw something that no
 * other setting names
 * @param exceptionOutcomes outcomes by the class name of an exception; the most specific
 * type wins
 * @param maxDeliveries how often a message is tried; after that many failed deliveries it
 * is rejected without a call; 1 to 2³¹-1
 * @param retries how often a failed call is repeated before the message gets its outcome,
 * 0 to 1,000
 * @param retryDelay how long to wait before the first of these, 1 ms to 1 day
 * @param retryMultiplier by what the wait grows each time, 1 or more
 * @param retryMaxDelay the longest wait, 1 ms to 1 day
 * @param retryJitter how much a wait may be shorter or longer by chance
 * @param recoverTo the address that a message goes to, with the reason in its
 * annotations, when its call finally failed; it is accepted after that
 * @param errorHandler the name of an error handler bean
 * @param converter the name of a message converter bean
 * @param executor the name of an executor bean that runs the handlers
 * @param inline whether handlers run on the event loop, where they must never block
 * @param autoStartup whether the listener starts with the application
 * @param attachTimeout how long the peer may take to attach, 100 ms to 1 h
 * @param drainTimeout how long the peer may take to drain, 0 to 1 h
 * @param shutdownTimeout how long running handlers may take when the listener stops, 0 to
 * 1 day
 * @param handlerTimeout after how long an unfinished handler's message counts as failed
 * @param stallTimeout after how long without any frame the link is probed, 1 s to 1 day,
 * or zero for never
 * @param expiredOutcome what becomes of a message that expired before its call; messages
 * are not looked at for that when not set
 * @param lockMargin how much of the peer's lock must be left when the method is called,
 * else the message is released; locks are not looked at when not set
 * @param maxAge how long a message may wait here for its call, else it is released
 * @param replyTo the address for results of the method when the message names none
 * @param charset the charset of data bodies whose content-type names none
 * @param idleEventInterval after how long without a message an idle event is published,
 * and again each time; never when not set
 * @param debug whether the frames of the link are logged at INFO, secrets and bodies
 * masked
 * @since 0.1
 */
public record ListenerSettings(@Nullable List<String> addresses, @Nullable String connection,
		@Nullable Integer prefetch, @Nullable ReceiveSettleMode receiveSettleMode,
		@Nullable SendSettleMode sendSettleMode, @Nullable Boolean twoPhaseSettlement, @Nullable AckMode ackMode,
		@Nullable Integer concurrency, @Nullable Integer consumers, @Nullable String orderBy, @Nullable String selector,
		@Nullable Map<String, String> filters, @Nullable Boolean requireFilters, @Nullable String subscription,
		@Nullable Boolean durable, @Nullable Boolean shared, @Nullable Boolean browse, @Nullable String target,
		@Nullable List<String> sourceCapabilities, @Nullable Map<String, Object> properties,
		@Nullable List<String> desiredCapabilities, @Nullable Boolean requireCapabilities, @Nullable Boolean batch,
		@Nullable Integer batchSize, @Nullable Duration batchTimeout, @Nullable Long maxMessageSize,
		@Nullable FailureOutcome failureOutcome, @Nullable Map<String, FailureOutcome> exceptionOutcomes,
		@Nullable Integer maxDeliveries, @Nullable Integer retries, @Nullable Duration retryDelay,
		@Nullable Double retryMultiplier, @Nullable Duration retryMaxDelay, @Nullable Duration retryJitter,
		@Nullable String recoverTo, @Nullable String errorHandler, @Nullable String converter,
		@Nullable String executor, @Nullable Boolean inline, @Nullable Boolean autoStartup,
		@Nullable Duration attachTimeout, @Nullable Duration drainTimeout, @Nullable Duration shutdownTimeout,
		@Nullable Duration handlerTimeout, @Nullable Duration stallTimeout, @Nullable FailureOutcome expiredOutcome,
		@Nullable Duration lockMargin, @Nullable Duration maxAge, @Nullable String replyTo, @Nullable Charset charset,
		@Nullable Duration idleEventInterval, @Nullable Boolean debug) {

	/** A layer that sets nothing. */
	public static final ListenerSettings NONE = builder().build();

	/**
	 * Copies collections.
	 */
	public ListenerSettings {
		addresses = (addresses != null) ? List.copyOf(addresses) : null;
		filters = copy(filters);
		sourceCapabilities = (sourceCapabilities != null) ? List.copyOf(sourceCapabilities) : null;
		properties = copy(properties);
		desiredCapabilities = (desiredCapabilities != null) ? List.copyOf(desiredCapabilities) : null;
		exceptionOutcomes = copy(exceptionOutcomes);
	}

	/**
	 * Starts a layer that sets nothing.
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
		builder.addresses = this.addresses;
		builder.connection = this.connection;
		builder.prefetch = this.prefetch;
		builder.receiveSettleMode = this.receiveSettleMode;
		builder.sendSettleMode = this.sendSettleMode;
		builder.twoPhaseSettlement = this.twoPhaseSettlement;
		builder.ackMode = this.ackMode;
		builder.concurrency = this.concurrency;
		builder.consumers = this.consumers;
		builder.orderBy = this.orderBy;
		builder.selector = this.selector;
		builder.filters = this.filters;
		builder.requireFilters = this.requireFilters;
		builder.subscription = this.subscription;
		builder.durable = this.durable;
		builder.shared = this.shared;
		builder.browse = this.browse;
		builder.target = this.target;
		builder.sourceCapabilities = this.sourceCapabilities;
		builder.properties = this.properties;
		builder.desiredCapabilities = this.desiredCapabilities;
		builder.requireCapabilities = this.requireCapabilities;
		builder.batch = this.batch;
		builder.batchSize = this.batchSize;
		builder.batchTimeout = this.batchTimeout;
		builder.maxMessageSize = this.maxMessageSize;
		builder.failureOutcome = this.failureOutcome;
		builder.exceptionOutcomes = this.exceptionOutcomes;
		builder.maxDeliveries = this.maxDeliveries;
		builder.retries = this.retries;
		builder.retryDelay = this.retryDelay;
		builder.retryMultiplier = this.retryMultiplier;
		builder.retryMaxDelay = this.retryMaxDelay;
		builder.retryJitter = this.retryJitter;
		builder.recoverTo = this.recoverTo;
		builder.errorHandler = this.errorHandler;
		builder.converter = this.converter;
		builder.executor = this.executor;
		builder.inline = this.inline;
		builder.autoStartup = this.autoStartup;
		builder.attachTimeout = this.attachTimeout;
		builder.drainTimeout = this.drainTimeout;
		builder.shutdownTimeout = this.shutdownTimeout;
		builder.handlerTimeout = this.handlerTimeout;
		builder.stallTimeout = this.stallTimeout;
		builder.expiredOutcome = this.expiredOutcome;
		builder.lockMargin = this.lockMargin;
		builder.maxAge = this.maxAge;
		builder.replyTo = this.replyTo;
		builder.charset = this.charset;
		builder.idleEventInterval = this.idleEventInterval;
		builder.debug = this.debug;
		return builder;
	}

	/**
	 * Lays another layer over this one: where it sets a value, that one holds. Outcomes
	 * by exception are joined, so that a layer can change one of them.
	 * @param higher the layer that goes first
	 * @return both layers in one
	 */
	public ListenerSettings overlay(ListenerSettings higher) {
		Builder builder = new Builder();
		builder.addresses = first(higher.addresses, this.addresses);
		builder.connection = first(higher.connection, this.connection);
		builder.prefetch = first(higher.prefetch, this.prefetch);
		builder.receiveSettleMode = first(higher.receiveSettleMode, this.receiveSettleMode);
		builder.sendSettleMode = first(higher.sendSettleMode, this.sendSettleMode);
		builder.twoPhaseSettlement = first(higher.twoPhaseSettlement, this.twoPhaseSettlement);
		builder.ackMode = first(higher.ackMode, this.ackMode);
		builder.concurrency = first(higher.concurrency, this.concurrency);
		builder.consumers = first(higher.consumers, this.consumers);
		builder.orderBy = first(higher.orderBy, this.orderBy);
		builder.selector = first(higher.selector, this.selector);
		builder.filters = first(higher.filters, this.filters);
		builder.requireFilters = first(higher.requireFilters, this.requireFilters);
		builder.subscription = first(higher.subscription, this.subscription);
		builder.durable = first(higher.durable, this.durable);
		builder.shared = first(higher.shared, this.shared);
		builder.browse = first(higher.browse, this.browse);
		builder.target = first(higher.target, this.target);
		builder.sourceCapabilities = first(higher.sourceCapabilities, this.sourceCapabilities);
		builder.properties = first(higher.properties, this.properties);
		builder.desiredCapabilities = first(higher.desiredCapabilities, this.desiredCapabilities);
		builder.requireCapabilities = first(higher.requireCapabilities, this.requireCapabilities);
		builder.batch = first(higher.batch, this.batch);
		builder.batchSize = first(higher.batchSize, this.batchSize);
		builder.batchTimeout = first(higher.batchTimeout, this.batchTimeout);
		builder.maxMessageSize = first(higher.maxMessageSize, this.maxMessageSize);
		builder.failureOutcome = first(higher.failureOutcome, this.failureOutcome);
		builder.exceptionOutcomes = join(higher.exceptionOutcomes, this.exceptionOutcomes);
		builder.maxDeliveries = first(higher.maxDeliveries, this.maxDeliveries);
		builder.retries = first(higher.retries, this.retries);
		builder.retryDelay = first(higher.retryDelay, this.retryDelay);
		builder.retryMultiplier = first(higher.retryMultiplier, this.retryMultiplier);
		builder.retryMaxDelay = first(higher.retryMaxDelay, this.retryMaxDelay);
		builder.retryJitter = first(higher.retryJitter, this.retryJitter);
		builder.recoverTo = first(higher.recoverTo, this.recoverTo);
		builder.errorHandler = first(higher.errorHandler, this.errorHandler);
		builder.converter = first(higher.converter, this.converter);
		builder.executor = first(higher.executor, this.executor);
		builder.inline = first(higher.inline, this.inline);
		builder.autoStartup = first(higher.autoStartup, this.autoStartup);
		builder.attachTimeout = first(higher.attachTimeout, this.attachTimeout);
		builder.drainTimeout = first(higher.drainTimeout, this.drainTimeout);
		builder.shutdownTimeout = first(higher.shutdownTimeout, this.shutdownTimeout);
		builder.handlerTimeout = first(higher.handlerTimeout, this.handlerTimeout);
		builder.stallTimeout = first(higher.stallTimeout, this.stallTimeout);
		builder.expiredOutcome = first(higher.expiredOutcome, this.expiredOutcome);
		builder.lockMargin = first(higher.lockMargin, this.lockMargin);
		builder.maxAge = first(higher.maxAge, this.maxAge);
		builder.replyTo = first(higher.replyTo, this.replyTo);
		builder.charset = first(higher.charset, this.charset);
		builder.idleEventInterval = first(higher.idleEventInterval, this.idleEventInterval);
		builder.debug = first(higher.debug, this.debug);
		return builder.build();
	}

	private static <T> @Nullable T first(@Nullable T higher, @Nullable T lower) {
		return (higher != null) ? higher : lower;
	}

	private static <V> @Nullable Map<String, V> join(@Nullable Map<String, V> higher, @Nullable Map<String, V> lower) {
		if (higher == null || lower == null) {
			return first(higher, lower);
		}
		Map<String, V> joined = new LinkedHashMap<>(lower);
		joined.putAll(higher);
		return joined;
	}

	private static <V> @Nullable Map<String, V> copy(@Nullable Map<String, V> map) {
		return (map != null) ? Collections.unmodifiableMap(new LinkedHashMap<>(map)) : null;
	}

	/** Builds {@link ListenerSettings}; not thread-safe. */
	public static final class Builder {

		private @Nullable List<String> addresses;

		private @Nullable String connection;

		private @Nullable Integer prefetch;

		private @Nullable ReceiveSettleMode receiveSettleMode;

		private @Nullable SendSettleMode sendSettleMode;

		private @Nullable Boolean twoPhaseSettlement;

		private @Nullable AckMode ackMode;

		private @Nullable Integer concurrency;

		private @Nullable Integer consumers;

		private @Nullable String orderBy;

		private @Nullable String selector;

		private @Nullable Map<String, String> filters;

		private @Nullable Boolean requireFilters;

		private @Nullable String subscription;

		private @Nullable Boolean durable;

		private @Nullable Boolean shared;

		private @Nullable Boolean browse;

		private @Nullable String target;

		private @Nullable List<String> sourceCapabilities;

		private @Nullable Map<String, Object> properties;

		private @Nullable List<String> desiredCapabilities;

		private @Nullable Boolean requireCapabilities;

		private @Nullable Boolean batch;

		private @Nullable Integer batchSize;

		private @Nullable Duration batchTimeout;

		private @Nullable Long maxMessageSize;

		private @Nullable FailureOutcome failureOutcome;

		private @Nullable Map<String, FailureOutcome> exceptionOutcomes;

		private @Nullable Integer maxDeliveries;

		private @Nullable Integer retries;

		private @Nullable Duration retryDelay;

		private @Nullable Double retryMultiplier;

		private @Nullable Duration retryMaxDelay;

		private @Nullable Duration retryJitter;

		private @Nullable String recoverTo;

		private @Nullable String errorHandler;

		private @Nullable String converter;

		private @Nullable String executor;

		private @Nullable Boolean inline;

		private @Nullable Boolean autoStartup;

		private @Nullable Duration attachTimeout;

		private @Nullable Duration drainTimeout;

		private @Nullable Duration shutdownTimeout;

		private @Nullable Duration handlerTimeout;

		private @Nullable Duration stallTimeout;

		private @Nullable FailureOutcome expiredOutcome;

		private @Nullable Duration lockMargin;

		private @Nullable Duration maxAge;

		private @Nullable String replyTo;

		private @Nullable Charset charset;

		private @Nullable Duration idleEventInterval;

		private @Nullable Boolean debug;

		private Builder() {
		}

		/**
		 * Sets the addresses to receive from, one link each.
		 * @param addresses the addresses to receive from, one link each; null for not set
		 * @return this
		 */
		public Builder addresses(@Nullable List<String> addresses) {
			this.addresses = addresses;
			return this;
		}

		/**
		 * Sets the name of the connection.
		 * @param connection the name of the connection; the only or primary one when not
		 * set; null for not set
		 * @return this
		 */
		public Builder connection(@Nullable String connection) {
			this.connection = connection;
			return this;
		}

		/**
		 * Sets the link credit in messages.
		 * @param prefetch the link credit in messages, 1 to 65,535; null for not set
		 * @return this
		 */
		public Builder prefetch(@Nullable Integer prefetch) {
			this.prefetch = prefetch;
			return this;
		}

		/**
		 * Sets who settles.
		 * @param receiveSettleMode who settles; null for not set
		 * @return this
		 */
		public Builder receiveSettleMode(@Nullable ReceiveSettleMode receiveSettleMode) {
			this.receiveSettleMode = receiveSettleMode;
			return this;
		}

		/**
		 * Sets what is asked of the sender.
		 * @param sendSettleMode what is asked of the sender; null for not set
		 * @return this
		 */
		public Builder sendSettleMode(@Nullable SendSettleMode sendSettleMode) {
			this.sendSettleMode = sendSettleMode;
			return this;
		}

		/**
		 * Sets whether rcv-settle-mode second is asked for.
		 * @param twoPhaseSettlement whether rcv-settle-mode second is asked for; null for
		 * not set
		 * @return this
		 */
		public Builder twoPhaseSettlement(@Nullable Boolean twoPhaseSettlement) {
			this.twoPhaseSettlement = twoPhaseSettlement;
			return this;
		}

		/**
		 * Sets who gives the outcome.
		 * @param ackMode who gives the outcome; null for not set
		 * @return this
		 */
		public Builder ackMode(@Nullable AckMode ackMode) {
			this.ackMode = ackMode;
			return this;
		}

		/**
		 * Sets how many messages of one link are handled at once.
		 * @param concurrency how many messages of one link are handled at once, 1 to
		 * 65,535; null for not set
		 * @return this
		 */
		public Builder concurrency(@Nullable Integer concurrency) {
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Sets how many links an address gets.
		 * @param consumers how many links an address gets, 1 to 1,000; null for not set
		 * @return this
		 */
		public Builder consumers(@Nullable Integer consumers) {
			this.consumers = consumers;
			return this;
		}

		/**
		 * Sets the key whose messages stay in order: {@code group-id} or another
		 * property, the name of a header, or a SpEL expression.
		 * @param orderBy the key whose messages stay in order: {@code group-id} or
		 * another property, the name of a header, or a SpEL expression; null for not set
		 * @return this
		 */
		public Builder orderBy(@Nullable String orderBy) {
			this.orderBy = orderBy;
			return this;
		}

		/**
		 * Sets a message selector in the SQL-like syntax of JMS.
		 * @param selector a message selector in the SQL-like syntax of JMS; null for not
		 * set
		 * @return this
		 */
		public Builder selector(@Nullable String selector) {
			this.selector = selector;
			return this;
		}

		/**
		 * Sets further filters, values by name.
		 * @param filters further filters, values by name; the name is also the
		 * descriptor; null for not set
		 * @return this
		 */
		public Builder filters(@Nullable Map<String, String> filters) {
			this.filters = filters;
			return this;
		}

		/**
		 * Sets whether a filter that the peer does not grant is a failure.
		 * @param requireFilters whether a filter that the peer does not grant is a
		 * failure; null for not set
		 * @return this
		 */
		public Builder requireFilters(@Nullable Boolean requireFilters) {
			this.requireFilters = requireFilters;
			return this;
		}

		/**
		 * Sets the name of a subscription, which becomes the link's name.
		 * @param subscription the name of a subscription, which becomes the link's name;
		 * null for not set
		 * @return this
		 */
		public Builder subscription(@Nullable String subscription) {
			this.subscription = subscription;
			return this;
		}

		/**
		 * Sets whether the subscription outlives the link.
		 * @param durable whether the subscription outlives the link; null for not set
		 * @return this
		 */
		public Builder durable(@Nullable Boolean durable) {
			this.durable = durable;
			return this;
		}

		/**
		 * Sets whether several links share the subscription.
		 * @param shared whether several links share the subscription; null for not set
		 * @return this
		 */
		public Builder shared(@Nullable Boolean shared) {
			this.shared = shared;
			return this;
		}

		/**
		 * Sets whether messages are only looked at and stay with the peer.
		 * @param browse whether messages are only looked at and stay with the peer; null
		 * for not set
		 * @return this
		 */
		public Builder browse(@Nullable Boolean browse) {
			this.browse = browse;
			return this;
		}

		/**
		 * Sets the address of the target, the name of this end to the peer.
		 * @param target the address of the target, the name of this end to the peer; null
		 * for not set
		 * @return this
		 */
		public Builder target(@Nullable String target) {
			this.target = target;
			return this;
		}

		/**
		 * Sets capabilities that the node should have, such as queue or topic.
		 * @param sourceCapabilities capabilities that the node should have, such as queue
		 * or topic; null for not set
		 * @return this
		 */
		public Builder sourceCapabilities(@Nullable List<String> sourceCapabilities) {
			this.sourceCapabilities = sourceCapabilities;
			return this;
		}

		/**
		 * Sets properties of the attach frame.
		 * @param properties properties of the attach frame; null for not set
		 * @return this
		 */
		public Builder properties(@Nullable Map<String, Object> properties) {
			this.properties = properties;
			return this;
		}

		/**
		 * Sets capabilities that the peer is asked for on the link.
		 * @param desiredCapabilities capabilities that the peer is asked for on the link;
		 * null for not set
		 * @return this
		 */
		public Builder desiredCapabilities(@Nullable List<String> desiredCapabilities) {
			this.desiredCapabilities = desiredCapabilities;
			return this;
		}

		/**
		 * Sets whether a desired capability that is not offered is a failure.
		 * @param requireCapabilities whether a desired capability that is not offered is
		 * a failure; null for not set
		 * @return this
		 */
		public Builder requireCapabilities(@Nullable Boolean requireCapabilities) {
			this.requireCapabilities = requireCapabilities;
			return this;
		}

		/**
		 * Sets whether the method takes a list of messages.
		 * @param batch whether the method takes a list of messages; null for not set
		 * @return this
		 */
		public Builder batch(@Nullable Boolean batch) {
			this.batch = batch;
			return this;
		}

		/**
		 * Sets the most messages of a batch.
		 * @param batchSize the most messages of a batch, 1 to the prefetch; null for not
		 * set
		 * @return this
		 */
		public Builder batchSize(@Nullable Integer batchSize) {
			this.batchSize = batchSize;
			return this;
		}

		/**
		 * Sets how long the first message of a batch waits for others, 1 ms to 1 h.
		 * @param batchTimeout how long the first message of a batch waits for others, 1
		 * ms to 1 h; null for not set
		 * @return this
		 */
		public Builder batchTimeout(@Nullable Duration batchTimeout) {
			this.batchTimeout = batchTimeout;
			return this;
		}

		/**
		 * Sets the largest message in bytes.
		 * @param maxMessageSize the largest message in bytes, 1 to 2³¹-1; a larger one is
		 * rejected; null for not set
		 * @return this
		 */
		public Builder maxMessageSize(@Nullable Long maxMessageSize) {
			this.maxMessageSize = maxMessageSize;
			return this;
		}

		/**
		 * Sets what becomes of a message whose method threw something that no other
		 * setting names.
		 * @param failureOutcome what becomes of a message whose method threw something
		 * that no other setting names; null for not set
		 * @return this
		 */
		public Builder failureOutcome(@Nullable FailureOutcome failureOutcome) {
			this.failureOutcome = failureOutcome;
			return this;
		}

		/**
		 * Sets outcomes by the class name of an exception.
		 * @param exceptionOutcomes outcomes by the class name of an exception; the most
		 * specific type wins; null for not set
		 * @return this
		 */
		public Builder exceptionOutcomes(@Nullable Map<String, FailureOutcome> exceptionOutcomes) {
			this.exceptionOutcomes = exceptionOutcomes;
			return this;
		}

		/**
		 * Sets how often a message is tried.
		 * @param maxDeliveries how often a message is tried; after that many failed
		 * deliveries it is rejected without a call; 1 to 2³¹-1; null for not set
		 * @return this
		 */
		public Builder maxDeliveries(@Nullable Integer maxDeliveries) {
			this.maxDeliveries = maxDeliveries;
			return this;
		}

		/**
		 * Sets how often a failed call is repeated before the message gets its outcome.
		 * @param retries how often a failed call is repeated before the message gets its
		 * outcome, 0 to 1,000; null for not set
		 * @return this
		 */
		public Builder retries(@Nullable Integer retries) {
			this.retries = retries;
			return this;
		}

		/**
		 * Sets how long to wait before the first of these, 1 ms to 1 day.
		 * @param retryDelay how long to wait before the first of these, 1 ms to 1 day;
		 * null for not set
		 * @return this
		 */
		public Builder retryDelay(@Nullable Duration retryDelay) {
			this.retryDelay = retryDelay;
			return this;
		}

		/**
		 * Sets by what the wait grows each time, 1 or more.
		 * @param retryMultiplier by what the wait grows each time, 1 or more; null for
		 * not set
		 * @return this
		 */
		public Builder retryMultiplier(@Nullable Double retryMultiplier) {
			this.retryMultiplier = retryMultiplier;
			return this;
		}

		/**
		 * Sets the longest wait, 1 ms to 1 day.
		 * @param retryMaxDelay the longest wait, 1 ms to 1 day; null for not set
		 * @return this
		 */
		public Builder retryMaxDelay(@Nullable Duration retryMaxDelay) {
			this.retryMaxDelay = retryMaxDelay;
			return this;
		}

		/**
		 * Sets how much a wait may be shorter or longer by chance.
		 * @param retryJitter how much a wait may be shorter or longer by chance; null for
		 * not set
		 * @return this
		 */
		public Builder retryJitter(@Nullable Duration retryJitter) {
			this.retryJitter = retryJitter;
			return this;
		}

		/**
		 * Sets the address that a message goes to, with the reason in its annotations,
		 * when its call finally failed.
		 * @param recoverTo the address that a message goes to, with the reason in its
		 * annotations, when its call finally failed; it is accepted after that; null for
		 * not set
		 * @return this
		 */
		public Builder recoverTo(@Nullable String recoverTo) {
			this.recoverTo = recoverTo;
			return this;
		}

		/**
		 * Sets the name of an error handler bean.
		 * @param errorHandler the name of an error handler bean; null for not set
		 * @return this
		 */
		public Builder errorHandler(@Nullable String errorHandler) {
			this.errorHandler = errorHandler;
			return this;
		}

		/**
		 * Sets the name of a message converter bean.
		 * @param converter the name of a message converter bean; null for not set
		 * @return this
		 */
		public Builder converter(@Nullable String converter) {
			this.converter = converter;
			return this;
		}

		/**
		 * Sets the name of an executor bean that runs the handlers.
		 * @param executor the name of an executor bean that runs the handlers; null for
		 * not set
		 * @return this
		 */
		public Builder executor(@Nullable String executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Sets whether handlers run on the event loop, where they must never block.
		 * @param inline whether handlers run on the event loop, where they must never
		 * block; null for not set
		 * @return this
		 */
		public Builder inline(@Nullable Boolean inline) {
			this.inline = inline;
			return this;
		}

		/**
		 * Sets whether the listener starts with the application.
		 * @param autoStartup whether the listener starts with the application; null for
		 * not set
		 * @return this
		 */
		public Builder autoStartup(@Nullable Boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		/**
		 * Sets how long the peer may take to attach, 100 ms to 1 h.
		 * @param attachTimeout how long the peer may take to attach, 100 ms to 1 h; null
		 * for not set
		 * @return this
		 */
		public Builder attachTimeout(@Nullable Duration attachTimeout) {
			this.attachTimeout = attachTimeout;
			return this;
		}

		/**
		 * Sets how long the peer may take to drain.
		 * @param drainTimeout how long the peer may take to drain, 0 to 1 h; null for not
		 * set
		 * @return this
		 */
		public Builder drainTimeout(@Nullable Duration drainTimeout) {
			this.drainTimeout = drainTimeout;
			return this;
		}

		/**
		 * Sets how long running handlers may take when the listener stops.
		 * @param shutdownTimeout how long running handlers may take when the listener
		 * stops, 0 to 1 day; null for not set
		 * @return this
		 */
		public Builder shutdownTimeout(@Nullable Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
			return this;
		}

		/**
		 * Sets after how long an unfinished handler's message counts as failed.
		 * @param handlerTimeout after how long an unfinished handler's message counts as
		 * failed; null for not set
		 * @return this
		 */
		public Builder handlerTimeout(@Nullable Duration handlerTimeout) {
			this.handlerTimeout = handlerTimeout;
			return this;
		}

		/**
		 * Sets after how long without any frame the link is probed, 1 s to 1 day, or zero
		 * for never.
		 * @param stallTimeout after how long without any frame the link is probed, 1 s to
		 * 1 day, or zero for never; null for not set
		 * @return this
		 */
		public Builder stallTimeout(@Nullable Duration stallTimeout) {
			this.stallTimeout = stallTimeout;
			return this;
		}

		/**
		 * Sets what becomes of a message that expired before its call.
		 * @param expiredOutcome what becomes of a message that expired before its call;
		 * messages are not looked at for that when not set; null for not set
		 * @return this
		 */
		public Builder expiredOutcome(@Nullable FailureOutcome expiredOutcome) {
			this.expiredOutcome = expiredOutcome;
			return this;
		}

		/**
		 * Sets how much of the peer's lock must be left when the method is called, else
		 * the message is released.
		 * @param lockMargin how much of the peer's lock must be left when the method is
		 * called, else the message is released; locks are not looked at when not set;
		 * null for not set
		 * @return this
		 */
		public Builder lockMargin(@Nullable Duration lockMargin) {
			this.lockMargin = lockMargin;
			return this;
		}

		/**
		 * Sets how long a message may wait here for its call, else it is released.
		 * @param maxAge how long a message may wait here for its call, else it is
		 * released; null for not set
		 * @return this
		 */
		public Builder maxAge(@Nullable Duration maxAge) {
			this.maxAge = maxAge;
			return this;
		}

		/**
		 * Sets the address for results of the method when the message names none.
		 * @param replyTo the address for results of the method when the message names
		 * none; null for not set
		 * @return this
		 */
		public Builder replyTo(@Nullable String replyTo) {
			this.replyTo = replyTo;
			return this;
		}

		/**
		 * Sets the charset of data bodies whose content-type names none.
		 * @param charset the charset of data bodies whose content-type names none; null
		 * for not set
		 * @return this
		 */
		public Builder charset(@Nullable Charset charset) {
			this.charset = charset;
			return this;
		}

		/**
		 * Sets after how long without a message an idle event is published, and again
		 * each time.
		 * @param idleEventInterval after how long without a message an idle event is
		 * published, and again each time; never when not set; null for not set
		 * @return this
		 */
		public Builder idleEventInterval(@Nullable Duration idleEventInterval) {
			this.idleEventInterval = idleEventInterval;
			return this;
		}

		/**
		 * Sets whether the frames of the link are logged at INFO, secrets and bodies
		 * masked.
		 * @param debug whether the frames of the link are logged at INFO, secrets and
		 * bodies masked; null for not set
		 * @return this
		 */
		public Builder debug(@Nullable Boolean debug) {
			this.debug = debug;
			return this;
		}

		/**
		 * Builds the layer.
		 * @return the layer
		 */
		public ListenerSettings build() {
			return new ListenerSettings(this.addresses, this.connection, this.prefetch, this.receiveSettleMode,
					this.sendSettleMode, this.twoPhaseSettlement, this.ackMode, this.concurrency, this.consumers,
					this.orderBy, this.selector, this.filters, this.requireFilters, this.subscription, this.durable,
					this.shared, this.browse, this.target, this.sourceCapabilities, this.properties,
					this.desiredCapabilities, this.requireCapabilities, this.batch, this.batchSize, this.batchTimeout,
					this.maxMessageSize, this.failureOutcome, this.exceptionOutcomes, this.maxDeliveries, this.retries,
					this.retryDelay, this.retryMultiplier, this.retryMaxDelay, this.retryJitter, this.recoverTo,
					this.errorHandler, this.converter, this.executor, this.inline, this.autoStartup, this.attachTimeout,
					this.drainTimeout, this.shutdownTimeout, this.handlerTimeout, this.stallTimeout,
					this.expiredOutcome, this.lockMargin, this.maxAge, this.replyTo, this.charset,
					this.idleEventInterval, this.debug);
		}

	}

}
