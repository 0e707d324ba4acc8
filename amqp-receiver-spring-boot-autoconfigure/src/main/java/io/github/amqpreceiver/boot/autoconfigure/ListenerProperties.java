package io.github.amqpreceiver.boot.autoconfigure;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of one listener or of all: {@code amqp.receiver.listener.*} and
 * {@code amqp.receiver.listeners.<id>.*}. A value that is null was not set.
 *
 * @param addresses Addresses to receive from, one link each, in place of those of the
 * annotation.
 * @param connection Name of the connection; the only or primary one by default.
 * @param prefetch Link credit of each receiver in messages, 1 to 65535.
 * @param receiveSettleMode Who settles: the receiver after handling, or the peer when it
 * sends.
 * @param sendSettleMode Settle mode asked of the sender; by default the one that suits
 * the receive settle mode.
 * @param twoPhaseSettlement Whether rcv-settle-mode second is asked for.
 * @param ackMode Who gives a message its outcome: the listener, or the method itself.
 * @param concurrency How many messages of one link are handled at once, 1 to 65535; 1 is
 * strict order.
 * @param consumers How many links each address gets, 1 to 1000.
 * @param orderBy Key whose messages stay in order: a property such as group-id, a header,
 * or a SpEL expression.
 * @param selector Message selector in the SQL-like syntax of JMS.
 * @param filters Further source filters, values by name; the name is also the descriptor.
 * @param requireFilters Whether a filter that the peer does not grant is a failure.
 * @param subscription Name of a subscription, which becomes the name of the link.
 * @param durable Whether the subscription outlives the link.
 * @param shared Whether several links share the subscription.
 * @param browse Whether messages are only looked at and stay with the peer.
 * @param target Address of the target, the name of this end to the peer.
 * @param sourceCapabilities Capabilities that the source node should have, such as queue
 * or topic.
 * @param properties Properties of the attach frame.
 * @param desiredCapabilities Capabilities that the peer is asked for on the link.
 * @param requireCapabilities Whether a desired capability that is not offered is a
 * failure.
 * @param batch Whether the method takes a list of messages.
 * @param batchSize Most messages of a batch, 1 to the prefetch.
 * @param batchTimeout How long the first message of a batch waits for others, 1 ms to 1
 * h.
 * @param maxMessageSize Largest message that is taken, 1 to 2147483647 bytes; a larger
 * one is rejected.
 * @param failureOutcome Outcome of a message whose method threw something that no other
 * setting names.
 * @param exceptionOutcomes Outcomes by exception class name; the most specific type wins.
 * @param maxDeliveries How often a message is tried, 1 to 2147483647; after so many
 * failed deliveries it is rejected without a call.
 * @param retries How often a failed call is repeated before the message gets its outcome,
 * 0 to 1000.
 * @param retryDelay Wait before the first repeated call, 1 ms to 1 day.
 * @param retryMultiplier Factor by which that wait grows each time, 1 to 100.
 * @param retryMaxDelay Longest wait before a repeated call, 1 ms to 1 day.
 * @param retryJitter How much that wait may be shorter or longer by chance, 0 to 1 day; a
 * quarter of the first wait by default.
 * @param recoverTo Address that a message goes to when its call finally failed.
 * @param errorHandler Name of an error handler bean.
 * @param converter Name of a message converter bean.
 * @param executor Name of an executor bean that runs the handlers.
 * @param inline Whether handlers run on the event loop, where they must never block.
 * @param autoStartup Whether the listener starts with the application.
 * @param attachTimeout How long the peer may take to attach the link, 100 ms to 1 h.
 * @param drainTimeout How long the peer may take to drain the credit, 0 to 1 h.
 * @param shutdownTimeout How long running handlers may take when the listener stops, 0 to
 * 1 day.
 * @param handlerTimeout After how long an unfinished handler's message counts as failed,
 * 1 ms to 30 days; never by default.
 * @param stallTimeout After how long without any frame the link is probed, 1 s to 1 day,
 * or 0 for never.
 * @param expiredOutcome Outcome of a message that expired before its call; not looked at
 * by default.
 * @param lockMargin How much of the peer's lock must be left at the call, 0 to 1 day,
 * else the message has the lock outcome.
 * @param lockOutcome Outcome of a message whose lock is over before its call; without a
 * lock margin, locks are held to their very end.
 * @param maxAge How long a message may wait here for its call, 1 ms to 30 days, else it
 * has the max age outcome; for ever by default.
 * @param maxAgeOutcome Outcome of a message that has waited here for too long.
 * @param replyTo Address for results of the method when the message names none.
 * @param charset Charset of data bodies whose content-type names none.
 * @param idleEventInterval After how long without a message an idle event is published, 1
 * ms to 30 days; never by default.
 * @param debug Whether the frames of the link are logged at INFO, secrets and bodies
 * masked.
 * @since 0.1
 */
public record ListenerProperties(@Nullable List<String> addresses, @Nullable String connection,
		@Nullable Integer prefetch, @Nullable ReceiveSettleMode receiveSettleMode,
		@Nullable SendSettleMode sendSettleMode, @Nullable Boolean twoPhaseSettlement, @Nullable AckMode ackMode,
		@Nullable Integer concurrency, @Nullable Integer consumers, @Nullable String orderBy, @Nullable String selector,
		@Nullable Map<String, String> filters, @Nullable Boolean requireFilters, @Nullable String subscription,
		@Nullable Boolean durable, @Nullable Boolean shared, @Nullable Boolean browse, @Nullable String target,
		@Nullable List<String> sourceCapabilities, @Nullable Map<String, Object> properties,
		@Nullable List<String> desiredCapabilities, @Nullable Boolean requireCapabilities, @Nullable Boolean batch,
		@Nullable Integer batchSize, @Nullable Duration batchTimeout, @Nullable DataSize maxMessageSize,
		@Nullable FailureOutcome failureOutcome, @Nullable Map<String, FailureOutcome> exceptionOutcomes,
		@Nullable Integer maxDeliveries, @Nullable Integer retries, @Nullable Duration retryDelay,
		@Nullable Double retryMultiplier, @Nullable Duration retryMaxDelay, @Nullable Duration retryJitter,
		@Nullable String recoverTo, @Nullable String errorHandler, @Nullable String converter,
		@Nullable String executor, @Nullable Boolean inline, @Nullable Boolean autoStartup,
		@Nullable Duration attachTimeout, @Nullable Duration drainTimeout, @Nullable Duration shutdownTimeout,
		@Nullable Duration handlerTimeout, @Nullable Duration stallTimeout, @Nullable FailureOutcome expiredOutcome,
		@Nullable Duration lockMargin, @Nullable FailureOutcome lockOutcome, @Nullable Duration maxAge,
		@Nullable FailureOutcome maxAgeOutcome, @Nullable String replyTo, @Nullable Charset charset,
		@Nullable Duration idleEventInterval, @Nullable Boolean debug) {
}
