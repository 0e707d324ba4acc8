package io.github.amqpreceiver.boot.autoconfigure;

import java.util.function.Consumer;

import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.unit.DataSize;

/** From the properties of listeners to a layer of settings; used once. */
final class ListenerPropertyMapper {

	private final ListenerSettings.Builder settings = ListenerSettings.builder();

	/** Has the ranges of what a link is attached with. */
	private final ReceiverOptions.Builder options = ReceiverOptions.builder("checked");

	private final CheckedProperty check;

	private ListenerPropertyMapper(String prefix) {
		this.check = new CheckedProperty(prefix, this.options::build);
	}

	/**
	 * Maps one layer of settings.
	 * @param prefix the full prefix of the properties, for messages
	 * @param from the properties
	 * @return the settings
	 */
	static ListenerSettings map(String prefix, ListenerProperties from) {
		ListenerPropertyMapper mapper = new ListenerPropertyMapper(prefix);
		mapper.link(from);
		mapper.timeouts(from);
		mapper.call(from);
		mapper.failure(from);
		return mapper.settings.build();
	}

	private void link(ListenerProperties from) {
		set(LinkSettings.ADDRESSES, from.addresses());
		set(LinkSettings.CONNECTION, from.connection());
		refuseZero(from);
		set(LinkSettings.PREFETCH, from.prefetch());
		set(LinkSettings.RECEIVE_SETTLE_MODE, from.receiveSettleMode(), this.options::receiveSettleMode);
		set(LinkSettings.SEND_SETTLE_MODE, from.sendSettleMode(), this.options::sendSettleMode);
		set(LinkSettings.TWO_PHASE_SETTLEMENT, from.twoPhaseSettlement(), this.options::twoPhaseSettlement);
		set(LinkSettings.CONSUMERS, from.consumers());
		set(LinkSettings.SELECTOR, from.selector());
		set(LinkSettings.FILTERS, from.filters());
		set(LinkSettings.REQUIRE_FILTERS, from.requireFilters());
		set(LinkSettings.SUBSCRIPTION, from.subscription());
		set(LinkSettings.DURABLE, from.durable());
		set(LinkSettings.SHARED, from.shared());
		set(LinkSettings.BROWSE, from.browse());
		set(LinkSettings.TARGET, from.target());
		set(LinkSettings.SOURCE_CAPABILITIES, from.sourceCapabilities());
		set(LinkSettings.PROPERTIES, from.properties());
		set(LinkSettings.DESIRED_CAPABILITIES, from.desiredCapabilities());
		set(LinkSettings.REQUIRE_CAPABILITIES, from.requireCapabilities());
		DataSize size = from.maxMessageSize();
		set(LinkSettings.MAX_MESSAGE_SIZE, (size != null) ? size.toBytes() : null, this.options::maxMessageSize);
		set(LinkSettings.CHARSET, from.charset());
		set(LinkSettings.DEBUG, from.debug());
	}

	private void timeouts(ListenerProperties from) {
		set(LinkSettings.ATTACH_TIMEOUT, from.attachTimeout(), this.options::attachTimeout);
		set(LinkSettings.DRAIN_TIMEOUT, from.drainTimeout(), this.options::drainTimeout);
		set(LinkSettings.SHUTDOWN_TIMEOUT, from.shutdownTimeout(), this.options::closeTimeout);
		set(LinkSettings.STALL_TIMEOUT, from.stallTimeout(), this.options::stallTimeout);
	}

	private void call(ListenerProperties from) {
		set(CallSettings.ACK_MODE, from.ackMode());
		set(CallSettings.CONCURRENCY, from.concurrency());
		set(CallSettings.ORDER_BY, from.orderBy());
		set(CallSettings.BATCH, from.batch());
		set(CallSettings.BATCH_SIZE, from.batchSize());
		set(CallSettings.BATCH_TIMEOUT, from.batchTimeout());
		set(CallSettings.CONVERTER, from.converter());
		set(CallSettings.EXECUTOR, from.executor());
		set(CallSettings.INLINE, from.inline());
		set(CallSettings.HANDLER_TIMEOUT, from.handlerTimeout());
		set(CallSettings.REPLY_TO, from.replyTo());
		set(CallSettings.AUTO_STARTUP, from.autoStartup());
		set(CallSettings.IDLE_EVENT_INTERVAL, from.idleEventInterval());
	}

	private void failure(ListenerProperties from) {
		set(FailureSettings.FAILURE_OUTCOME, from.failureOutcome());
		set(FailureSettings.EXCEPTION_OUTCOMES, from.exceptionOutcomes());
		set(FailureSettings.MAX_DELIVERIES, from.maxDeliveries());
		set(FailureSettings.RETRIES, from.retries());
		set(FailureSettings.RETRY_DELAY, from.retryDelay());
		set(FailureSettings.RETRY_MULTIPLIER, from.retryMultiplier());
		set(FailureSettings.RETRY_MAX_DELAY, from.retryMaxDelay());
		set(FailureSettings.RETRY_JITTER, from.retryJitter());
		set(FailureSettings.RECOVER_TO, from.recoverTo());
		set(FailureSettings.ERROR_HANDLER, from.errorHandler());
		set(FailureSettings.EXPIRED_OUTCOME, from.expiredOutcome());
		set(FailureSettings.LOCK_MARGIN, from.lockMargin());
		set(FailureSettings.LOCK_OUTCOME, from.lockOutcome());
		set(FailureSettings.MAX_AGE, from.maxAge());
		set(FailureSettings.MAX_AGE_OUTCOME, from.maxAgeOutcome());
	}

	private void refuseZero(ListenerProperties from) {
		if (from.prefetch() != null && from.prefetch() == 0) {
			this.check.fail("prefetch", "0", "A listener without credit never receives a message.",
					"Write 1 or more, or set auto-startup to false to start it later.");
		}
		if (from.maxMessageSize() != null && from.maxMessageSize().toBytes() == 0) {
			this.check.fail("max-message-size", "0", "No message is that small.",
					"Write 1B or more; 2147483647B is the largest that is possible.");
		}
	}

	/** Sets what the options check, too. */
	private <T> void set(ListenerSetting<T> setting, @Nullable T value, Consumer<? super T> option) {
		if (value != null) {
			this.check.of(dashed(setting), option).accept(value);
			set(setting, value);
		}
	}

	private <T> void set(ListenerSetting<T> setting, @Nullable T value) {
		if (value != null && !setting.allows(value)) {
			this.check.fail(dashed(setting), value.toString(), "It must be from " + setting.range() + ".",
					CheckedProperty.action(value));
		}
		this.settings.set(setting, value);
	}

	private static String dashed(ListenerSetting<?> setting) {
		return DataObjectPropertyName.toDashedForm(setting.name());
	}

}
