package io.github.amqpreceiver.spring.endpoint;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * What a listener receives from, and how its links are attached. Ranges and defaults that
 * are not said here are those of {@link io.github.amqpreceiver.options.ReceiverOptions}.
 *
 * @since 0.1
 */
public final class LinkSettings {

	/** The addresses to receive from, one link each. */
	public static final ListenerSetting<List<String>> ADDRESSES = ListenerSetting.texts("addresses");

	/** The name of the connection; the only or primary one when not set. */
	public static final ListenerSetting<String> CONNECTION = ListenerSetting.any("connection");

	/** The link credit in messages; 1 to 65,535. */
	public static final ListenerSetting<Integer> PREFETCH = ListenerSetting.number("prefetch", 1, 65_535)
		.withDefault(ReceiverOptions.builder("any").build().prefetch());

	/** Who settles. */
	public static final ListenerSetting<ReceiveSettleMode> RECEIVE_SETTLE_MODE = ListenerSetting
		.any("receiveSettleMode");

	/**
	 * What is asked of the sender; what suits {@link #RECEIVE_SETTLE_MODE} by default.
	 */
	public static final ListenerSetting<SendSettleMode> SEND_SETTLE_MODE = ListenerSetting.any("sendSettleMode");

	/** Whether rcv-settle-mode second is asked for. */
	public static final ListenerSetting<Boolean> TWO_PHASE_SETTLEMENT = ListenerSetting.any("twoPhaseSettlement");

	/** How many links an address gets; 1 to 1,000, 1 by default. */
	public static final ListenerSetting<Integer> CONSUMERS = ListenerSetting.number("consumers", 1, 1_000)
		.withDefault(1);

	/** A message selector in the SQL-like syntax of JMS. */
	public static final ListenerSetting<String> SELECTOR = ListenerSetting.any("selector");

	/** Further filters, values by name; the name is also the descriptor. */
	public static final ListenerSetting<Map<String, String>> FILTERS = ListenerSetting.map("filters");

	/** Whether a filter that the peer does not grant is a failure. */
	public static final ListenerSetting<Boolean> REQUIRE_FILTERS = ListenerSetting.any("requireFilters");

	/** The name of a subscription, which becomes the link's name. */
	public static final ListenerSetting<String> SUBSCRIPTION = ListenerSetting.any("subscription");

	/** Whether the subscription outlives the link. */
	public static final ListenerSetting<Boolean> DURABLE = ListenerSetting.any("durable");

	/** Whether several links share the subscription. */
	public static final ListenerSetting<Boolean> SHARED = ListenerSetting.any("shared");

	/** Whether messages are only looked at and stay with the peer. */
	public static final ListenerSetting<Boolean> BROWSE = ListenerSetting.any("browse");

	/** The address of the target, the name of this end to the peer. */
	public static final ListenerSetting<String> TARGET = ListenerSetting.any("target");

	/** Capabilities that the node should have, such as queue or topic. */
	public static final ListenerSetting<List<String>> SOURCE_CAPABILITIES = ListenerSetting.texts("sourceCapabilities");

	/** Properties of the attach frame. */
	public static final ListenerSetting<Map<String, Object>> PROPERTIES = ListenerSetting.map("properties");

	/** Capabilities that the peer is asked for on the link. */
	public static final ListenerSetting<List<String>> DESIRED_CAPABILITIES = ListenerSetting
		.texts("desiredCapabilities");

	/** Whether a desired capability that is not offered is a failure. */
	public static final ListenerSetting<Boolean> REQUIRE_CAPABILITIES = ListenerSetting.any("requireCapabilities");

	/** The largest message in bytes; a larger one is rejected. */
	public static final ListenerSetting<Long> MAX_MESSAGE_SIZE = ListenerSetting.any("maxMessageSize");

	/** The charset of data bodies whose content-type names none. */
	public static final ListenerSetting<Charset> CHARSET = ListenerSetting.any("charset");

	/** How long the peer may take to attach. */
	public static final ListenerSetting<Duration> ATTACH_TIMEOUT = ListenerSetting.any("attachTimeout");

	/** How long the peer may take to drain. */
	public static final ListenerSetting<Duration> DRAIN_TIMEOUT = ListenerSetting.any("drainTimeout");

	/** How long running handlers may take when the listener stops. */
	public static final ListenerSetting<Duration> SHUTDOWN_TIMEOUT = ListenerSetting.any("shutdownTimeout");

	/** After how long without any frame the link is probed. */
	public static final ListenerSetting<Duration> STALL_TIMEOUT = ListenerSetting.any("stallTimeout");

	/** Whether the frames of the link are logged at INFO, secrets and bodies masked. */
	public static final ListenerSetting<Boolean> DEBUG = ListenerSetting.any("debug");

	private LinkSettings() {
	}

}
