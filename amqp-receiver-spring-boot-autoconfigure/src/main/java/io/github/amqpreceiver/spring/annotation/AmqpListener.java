package io.github.amqpreceiver.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Makes a method the callback of an AMQP 1.0 receiver: it is called once for each message
 * of the addresses, on a handler thread. On a class, the payload's type chooses among the
 * methods with {@link AmqpHandler}.
 * <p>
 * All attributes take <code>${…}</code> and <code>#{…}</code>. An attribute that is left
 * out, or is empty, is not set: the properties {@code amqp.receiver.listener.*} and then
 * the default of {@link io.github.amqpreceiver.options.ReceiverOptions} hold. Properties
 * {@code amqp.receiver.listeners.<id>.*} go before the annotation. Durations are written
 * as {@code 500ms}, {@code 10s} or {@code PT10S}, sizes as {@code 1MB} or in bytes.
 * <p>
 * The method may take the payload (converted by content-type, validated where it is
 * annotated so), {@code ReceivedMessage}, {@code Delivery}, {@code AmqpAcknowledgment},
 * Spring's {@code Message}, {@code MessageHeaders}, {@code @Header} and {@code @Headers}
 * arguments and the sections of the message. It may return nothing, an {@code Outcome}, a
 * reply, or a {@code CompletionStage}, {@code Mono} or {@code Flux} of these; the message
 * has its outcome when that completes.
 * <p>
 * A wrong attribute, parameter or result type fails the start with a
 * {@link io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException} that
 * names method and attribute, and says what would be right.
 *
 * @since 0.1
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(AmqpListeners.class)
@MessageMapping
public @interface AmqpListener {

	/**
	 * The addresses, as {@link #addresses()}.
	 * @return the addresses
	 */
	@AliasFor("addresses")
	String[] value() default {};

	/**
	 * The addresses to receive from, one link each.
	 * @return the addresses
	 */
	@AliasFor("value")
	String[] addresses() default {};

	/**
	 * The id under which the registry, the properties and the metrics know the listener;
	 * bean name and method by default.
	 * @return the id
	 */
	String id() default "";

	/**
	 * The name of the connection; the only or primary one by default.
	 * @return the name
	 */
	String connection() default "";

	/**
	 * A message selector in the SQL-like syntax of JMS.
	 * @return the expression
	 */
	String selector() default "";

	/**
	 * Further filters, each {@code name=value}; the name is also the descriptor.
	 * @return the filters
	 */
	String[] filters() default {};

	/**
	 * The name of a subscription, which becomes the link's name.
	 * @return the name
	 */
	String subscription() default "";

	/**
	 * Whether the subscription outlives the link: true or false (by default). The
	 * connection needs a stable container id then.
	 * @return whether it is durable
	 */
	String durable() default "";

	/**
	 * Whether several links share the subscription: true or false (by default).
	 * @return whether it is shared
	 */
	String shared() default "";

	/**
	 * Whether messages are only looked at and stay with the peer: true or false (by
	 * default).
	 * @return whether it browses
	 */
	String browse() default "";

	/**
	 * Link credit in messages (AMQP 1.0, section 2.6.7), 1 to 65,535; 300 by default.
	 * @return the prefetch
	 */
	String prefetch() default "";

	/**
	 * {@code peek-lock} (by default) or {@code receive-and-delete}, with which a message
	 * is lost when the method fails.
	 * @return the mode
	 */
	String receiveSettleMode() default "";

	/**
	 * {@code unsettled}, {@code settled} or {@code mixed} (AMQP 1.0, section 2.8.2); the
	 * one that suits {@link #receiveSettleMode()} by default.
	 * @return the mode
	 */
	String sendSettleMode() default "";

	/**
	 * Whether rcv-settle-mode second is asked for (AMQP 1.0, section 2.8.3): true or
	 * false (by default).
	 * @return whether settlements have two phases
	 */
	String twoPhaseSettlement() default "";

	/**
	 * {@code auto} (by default): accepted after the method returned; or {@code manual}:
	 * the method settles with its {@code AmqpAcknowledgment}.
	 * @return the mode
	 */
	String ackMode() default "";

	/**
	 * How many messages of one link are handled at once, 1 to 65,535; 1, strict order, by
	 * default.
	 * @return the number
	 */
	String concurrency() default "";

	/**
	 * How many links an address gets, 1 to 1,000; 1 by default.
	 * @return the number
	 */
	String consumers() default "";

	/**
	 * The key whose messages stay in order: {@code group-id} or another property of the
	 * message, the name of an application property or annotation, or a SpEL expression
	 * such as {@code headers['customer']}.
	 * @return the key
	 */
	String orderBy() default "";

	/**
	 * Whether the method takes a list of messages: true or false (by default).
	 * @return whether it takes batches
	 */
	String batch() default "";

	/**
	 * The most messages of a batch, 1 to the prefetch; 100 by default.
	 * @return the number
	 */
	String batchSize() default "";

	/**
	 * How long the first message of a batch waits for others, 1 ms to 1 h; 100 ms by
	 * default.
	 * @return the duration
	 */
	String batchTimeout() default "";

	/**
	 * The largest message, 1 byte to 2 GB; 1 MB by default. A larger one is rejected with
	 * {@code amqp:link:message-size-exceeded}.
	 * @return the size
	 */
	String maxMessageSize() default "";

	/**
	 * What becomes of a message whose method threw something that {@link #failures()}
	 * does not name: {@code accepted}, {@code released}, {@code rejected},
	 * {@code modified-failed} (by default) or {@code modified-failed-undeliverable-here}.
	 * @return the outcome
	 */
	String failureOutcome() default "";

	/**
	 * Outcomes by exception; the most specific type wins, and causes are looked through.
	 * @return the outcomes
	 */
	OnFailure[] failures() default {};

	/**
	 * How often a message is tried, at least 1; after so many failed deliveries it is
	 * rejected without a call. No limit by default.
	 * @return the number
	 */
	String maxDeliveries() default "";

	/**
	 * How often a failed call is repeated before the message gets its outcome, 0 to
	 * 1,000; 0 by default.
	 * @return the number
	 */
	String retries() default "";

	/**
	 * The address that a message goes to, with the reason in its annotations, when its
	 * call finally failed; it is accepted after that.
	 * @return the address
	 */
	String recoverTo() default "";

	/**
	 * What becomes of a message that expired ({@code absolute-expiry-time}, {@code ttl})
	 * before its call, in the words of {@link #failureOutcome()}; not looked at by
	 * default.
	 * @return the outcome
	 */
	String expiredOutcome() default "";

	/**
	 * How much of the peer's lock ({@code x-opt-locked-until}) must be left at the call,
	 * 0 to 1 day; not looked at by default.
	 * @return the duration
	 */
	String lockMargin() default "";

	/**
	 * What becomes of a message with less of its lock left; {@code released} by default.
	 * @return the outcome
	 */
	String lockOutcome() default "";

	/**
	 * How long a message may wait here for its call, 1 ms to 30 days; for ever by
	 * default.
	 * @return the duration
	 */
	String maxAge() default "";

	/**
	 * What becomes of a message that waited longer; {@code released} by default.
	 * @return the outcome
	 */
	String maxAgeOutcome() default "";

	/**
	 * The name of an error handler bean.
	 * @return the name
	 */
	String errorHandler() default "";

	/**
	 * The name of a message converter bean.
	 * @return the name
	 */
	String converter() default "";

	/**
	 * The name of an executor bean that runs the method; by default the handler threads
	 * that all listeners share, or virtual threads where Spring Boot has them enabled.
	 * @return the name
	 */
	String executor() default "";

	/**
	 * Whether the listener starts with the application: true (by default) or false.
	 * @return whether it starts
	 */
	String autoStartup() default "";

	/**
	 * The address for results of the method when the message names none.
	 * @return the address
	 */
	String replyTo() default "";

	/**
	 * The name of a container factory bean; {@code amqpReceiverListenerContainerFactory}
	 * by default.
	 * @return the name
	 */
	String containerFactory() default "";

}
