package io.github.amqpreceiver.spring.endpoint;

import java.time.Duration;

import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.spring.settle.AckMode;

/**
 * When, where and with what a listener's method is called.
 *
 * @since 0.1
 */
public final class CallSettings {

	/** Who gives the outcome; the listener, by default. */
	public static final ListenerSetting<AckMode> ACK_MODE = ListenerSetting.<AckMode>any("ackMode")
		.withDefault(AckMode.AUTO);

	/**
	 * How many messages of one link are handled at once, or how many batches; 1 to
	 * 65,535, 1 by default.
	 */
	public static final ListenerSetting<Integer> CONCURRENCY = ListenerSetting.number("concurrency", 1, 65_535)
		.withDefault(DispatchOptions.DEFAULT.concurrency());

	/**
	 * The key whose messages stay in order: {@code group-id} or another property, the
	 * name of a header, or a SpEL expression.
	 */
	public static final ListenerSetting<String> ORDER_BY = ListenerSetting.any("orderBy");

	/** Whether the method takes a list of messages. */
	public static final ListenerSetting<Boolean> BATCH = ListenerSetting.any("batch");

	/**
	 * The most messages of a batch; 1 to the prefetch, 100 or the prefetch by default.
	 */
	public static final ListenerSetting<Integer> BATCH_SIZE = ListenerSetting.number("batchSize", 1, 65_535)
		.withDefault(100);

	/**
	 * How long the first message of a batch waits for others; 1 ms to 1 h, 100 ms by
	 * default.
	 */
	public static final ListenerSetting<Duration> BATCH_TIMEOUT = ListenerSetting
		.duration("batchTimeout", Duration.ofMillis(1), Duration.ofHours(1))
		.withDefault(Duration.ofMillis(100));

	/** The name of a message converter bean. */
	public static final ListenerSetting<String> CONVERTER = ListenerSetting.any("converter");

	/** The name of an executor bean that runs the handlers. */
	public static final ListenerSetting<String> EXECUTOR = ListenerSetting.any("executor");

	/** Whether handlers run on the event loop, where they must never block. */
	public static final ListenerSetting<Boolean> INLINE = ListenerSetting.any("inline");

	/**
	 * After how long an unfinished handler's message counts as failed; 1 ms to 30 days,
	 * never by default.
	 */
	public static final ListenerSetting<Duration> HANDLER_TIMEOUT = ListenerSetting.duration("handlerTimeout",
			Duration.ofMillis(1), Duration.ofDays(30));

	/** The address for results of the method when the message names none. */
	public static final ListenerSetting<String> REPLY_TO = ListenerSetting.any("replyTo");

	/** Whether the listener starts with the application; true by default. */
	public static final ListenerSetting<Boolean> AUTO_STARTUP = ListenerSetting.<Boolean>any("autoStartup")
		.withDefault(true);

	/**
	 * After how long without a message an idle event is published, and again each time; 1
	 * ms to 30 days, never by default.
	 */
	public static final ListenerSetting<Duration> IDLE_EVENT_INTERVAL = ListenerSetting.duration("idleEventInterval",
			Duration.ofMillis(1), Duration.ofDays(30));

	private CallSettings() {
	}

}
