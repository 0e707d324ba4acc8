package io.github.amqpreceiver.spring.container;

import java.util.HashSet;
import java.util.List;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.settle.AckMode;

/**
 * Says what is wrong with a listener's settings, before anything is opened. Ranges of
 * single options are checked by the options themselves.
 *
 * @param listener class#method
 * @param settings all layers in one
 */
record SettingsCheck(String listener, ListenerSettings settings) {

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
		List<String> addresses = this.settings.get(LinkSettings.ADDRESSES);
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
		that(!Integer.valueOf(0).equals(this.settings.get(LinkSettings.PREFETCH)), "prefetch",
				"is 0, with which the listener never receives",
				"set autoStartup to false for a listener that waits, or 1 to 65535 messages");
		Long size = this.settings.get(LinkSettings.MAX_MESSAGE_SIZE);
		that(size == null || size > 0, "maxMessageSize", "is " + size + ", which no message meets",
				"set 1 to 2147483647 bytes, such as 10MB");
		this.settings.settings().forEach(this::range);
	}

	private <T> void range(ListenerSetting<T> setting) {
		T value = this.settings.get(setting);
		that(value == null || setting.allows(value), setting.name(), "is " + value, "set " + setting.range());
	}

	private void settling() {
		boolean deletes = this.settings.get(LinkSettings.RECEIVE_SETTLE_MODE) == ReceiveSettleMode.RECEIVE_AND_DELETE;
		that(!(deletes && this.settings.value(CallSettings.ACK_MODE) == AckMode.MANUAL), "ackMode",
				"is MANUAL but receiveSettleMode is RECEIVE_AND_DELETE, which leaves nothing to settle",
				"leave ackMode at AUTO, or set receiveSettleMode to PEEK_LOCK");
		that(!(deletes && this.settings.has(FailureSettings.MAX_DELIVERIES)), "maxDeliveries",
				"is set but receiveSettleMode is RECEIVE_AND_DELETE, with which nothing is delivered twice",
				"leave maxDeliveries out, or set receiveSettleMode to PEEK_LOCK");
		that(!(deletes && this.settings.is(LinkSettings.BROWSE)), "browse",
				"is true but receiveSettleMode is RECEIVE_AND_DELETE", "look at messages or delete them, not both");
	}

	private void subscription(boolean stableContainerId) {
		boolean durable = this.settings.is(LinkSettings.DURABLE);
		boolean shared = this.settings.is(LinkSettings.SHARED);
		String name = this.settings.get(LinkSettings.SUBSCRIPTION);
		that(!durable || name != null, "durable", "is true without a name for the subscription",
				"set subscription, which must stay the same between restarts");
		that(!shared || name != null, "shared", "is true without a name for the subscription", "set subscription");
		that(!(durable && this.settings.is(LinkSettings.BROWSE)), "durable", "is true but so is browse",
				"leave one of them out");
		that(!durable || shared || stableContainerId, "durable",
				"is true but the container id is random, so that the broker would not know the subscription again",
				"set amqp.receiver.container-id to a name that no other application uses");
		boolean oneLink = this.settings.value(LinkSettings.CONSUMERS) == 1
				&& this.settings.value(LinkSettings.ADDRESSES).size() == 1;
		that(name == null || shared || oneLink, "subscription",
				"'" + name + "' is not shared but would get several links",
				"set shared to true, or use one address and one consumer");
	}

	private void batch() {
		boolean batch = this.settings.is(CallSettings.BATCH);
		Integer size = this.settings.get(CallSettings.BATCH_SIZE);
		that(batch || size == null || !this.settings.has(CallSettings.BATCH), "batchSize",
				"is " + size + " but batch is false", "set batch to true");
		if (!batch) {
			return;
		}
		int prefetch = this.settings.value(LinkSettings.PREFETCH);
		int wanted = Batching.of(this.settings).size();
		that(wanted <= prefetch, "batchSize",
				"is " + wanted + " but prefetch is " + prefetch + ", so that a batch could never be full",
				"set prefetch to at least batchSize");
		that(!this.settings.has(CallSettings.ORDER_BY), "orderBy", "is set but batch is true",
				"leave orderBy out: a batch has messages in the order of the link");
		that(!this.settings.is(CallSettings.INLINE), "inline", "is true but batch is true", "leave inline out");
	}

	private void dispatch() {
		if (this.settings.is(CallSettings.INLINE)) {
			that(!this.settings.has(CallSettings.EXECUTOR), "executor", "is set but inline is true",
					"leave one of them out");
			that(this.settings.value(FailureSettings.RETRIES) == 0, "retries",
					"is set but inline is true, and waiting would hold the event loop", "leave one of them out");
			that(!this.settings.has(CallSettings.ORDER_BY), "orderBy",
					"is set but inline is true, where one message is handled after the other anyway",
					"leave one of them out");
		}
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
