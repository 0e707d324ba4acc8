package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.settle.AckMode;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a listener's settings, before anything is opened. Ranges of
 * single options are checked by the options themselves.
 *
 * @param listener class#method
 * @param settings all layers in one
 */
record SettingsCheck(String listener, ListenerSettings settings) {

	/** The prefetch of the options when no layer sets one. */
	static final int PREFETCH = 300;

	static final int BATCH_SIZE = 100;

	void run(String id, boolean stableContainerId) {
		addresses(id);
		numbers();
		settling();
		subscription(stableContainerId);
		batch();
		dispatch();
	}

	/** A message that is larger than all that may be held would never come. */
	void size(ReceiverOptions options, Limits limits) {
		that(options.maxMessageSize() <= limits.inFlightBytes(), "maxMessageSize",
				"is " + options.maxMessageSize() + " bytes but the connection holds at most " + limits.inFlightBytes(),
				"lower it, or raise amqp.receiver.limits.in-flight-size");
	}

	private void addresses(String id) {
		List<String> addresses = this.settings.addresses();
		if (addresses == null || addresses.isEmpty()) {
			throw mistake("addresses", "is not set", "write @AmqpListener(addresses = \"orders\"), or set "
					+ "amqp.receiver.listeners." + id + ".addresses");
		}
		that(addresses.stream().noneMatch(String::isBlank), "addresses", addresses + " has a blank entry",
				"write the name of a queue or topic");
		that(new HashSet<>(addresses).size() == addresses.size(), "addresses", addresses + " names one twice",
				"name it once and set consumers for more links");
	}

	private void numbers() {
		Integer prefetch = this.settings.prefetch();
		if (prefetch != null) {
			that(prefetch != 0, "prefetch", "is 0, with which the listener never receives",
					"set autoStartup to false for a listener that waits, or 1 to 65535 messages");
			range("prefetch", prefetch, 1, 65_535);
		}
		range("concurrency", this.settings.concurrency(), 1, 65_535);
		range("consumers", this.settings.consumers(), 1, 1_000);
		range("maxDeliveries", this.settings.maxDeliveries(), 1, Integer.MAX_VALUE);
		range("retries", this.settings.retries(), 0, 1_000);
		Long size = this.settings.maxMessageSize();
		that(size == null || size > 0, "maxMessageSize", "is " + size + ", which no message meets",
				"set 1 to 2147483647 bytes, such as 10MB");
		Double multiplier = this.settings.retryMultiplier();
		that(multiplier == null || multiplier >= 1, "retryMultiplier", "is " + multiplier, "set 1 or more");
		positive("retryDelay", this.settings.retryDelay());
		positive("retryMaxDelay", this.settings.retryMaxDelay());
		positive("maxAge", this.settings.maxAge());
		positive("handlerTimeout", this.settings.handlerTimeout());
		positive("idleEventInterval", this.settings.idleEventInterval());
	}

	private void settling() {
		boolean deletes = this.settings.receiveSettleMode() == ReceiveSettleMode.RECEIVE_AND_DELETE;
		that(!(deletes && this.settings.ackMode() == AckMode.MANUAL), "ackMode",
				"is MANUAL but receiveSettleMode is RECEIVE_AND_DELETE, which leaves nothing to settle",
				"leave ackMode at AUTO, or set receiveSettleMode to PEEK_LOCK");
		that(!(deletes && this.settings.maxDeliveries() != null), "maxDeliveries",
				"is set but receiveSettleMode is RECEIVE_AND_DELETE, with which nothing is delivered twice",
				"leave maxDeliveries out, or set receiveSettleMode to PEEK_LOCK");
		that(!(deletes && Boolean.TRUE.equals(this.settings.browse())), "browse",
				"is true but receiveSettleMode is RECEIVE_AND_DELETE", "look at messages or delete them, not both");
	}

	private void subscription(boolean stableContainerId) {
		boolean durable = Boolean.TRUE.equals(this.settings.durable());
		boolean shared = Boolean.TRUE.equals(this.settings.shared());
		String name = this.settings.subscription();
		that(!durable || name != null, "durable", "is true without a name for the subscription",
				"set subscription, which must stay the same between restarts");
		that(!shared || name != null, "shared", "is true without a name for the subscription", "set subscription");
		that(!(durable && Boolean.TRUE.equals(this.settings.browse())), "durable", "is true but so is browse",
				"leave one of them out");
		that(!durable || shared || stableContainerId, "durable",
				"is true but the container id is random, so that the broker would not know the subscription again",
				"set amqp.receiver.container-id to a name that no other application uses");
		boolean oneLink = count(this.settings.consumers()) == 1 && size(this.settings.addresses()) == 1;
		that(name == null || shared || oneLink, "subscription",
				"'" + name + "' is not shared but would get several links",
				"set shared to true, or use one address and one consumer");
	}

	private void batch() {
		boolean batch = Boolean.TRUE.equals(this.settings.batch());
		Integer size = this.settings.batchSize();
		that(batch || size == null || this.settings.batch() == null, "batchSize", "is " + size + " but batch is false",
				"set batch to true");
		if (!batch) {
			return;
		}
		int prefetch = (this.settings.prefetch() != null) ? this.settings.prefetch() : PREFETCH;
		range("batchSize", size, 1, 65_535);
		int wanted = (size != null) ? size : Math.min(BATCH_SIZE, prefetch);
		that(wanted <= prefetch, "batchSize",
				"is " + wanted + " but prefetch is " + prefetch + ", so that a batch could never be full",
				"set prefetch to at least batchSize");
		positive("batchTimeout", this.settings.batchTimeout());
		that(this.settings.orderBy() == null, "orderBy", "is set but batch is true",
				"leave orderBy out: a batch has messages in the order of the link");
		that(!Boolean.TRUE.equals(this.settings.inline()), "inline", "is true but batch is true", "leave inline out");
	}

	private void dispatch() {
		if (Boolean.TRUE.equals(this.settings.inline())) {
			that(this.settings.executor() == null, "executor", "is set but inline is true", "leave one of them out");
			that(count(this.settings.retries()) <= 1 && this.settings.retries() == null, "retries",
					"is set but inline is true, and waiting would hold the event loop", "leave one of them out");
		}
	}

	private void positive(String setting, @Nullable Duration value) {
		that(value == null || value.toMillis() > 0, setting, "is " + value, "set at least 1ms");
	}

	private void range(String setting, @Nullable Integer value, int min, int max) {
		that(value == null || (value >= min && value <= max), setting, "is " + value, "set " + min + " to " + max);
	}

	private static int count(@Nullable Integer value) {
		return (value != null) ? value : 1;
	}

	private static int size(@Nullable List<String> list) {
		return (list != null) ? list.size() : 0;
	}

	private void that(boolean right, String setting, String reason, String action) {
		if (!right) {
			throw mistake(setting, reason, action);
		}
	}

	private ListenerConfigurationException mistake(String setting, String reason, String action) {
		return new ListenerConfigurationException(this.listener, setting, reason, action);
	}

}
