package io.github.amqpreceiver.spring.annotation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.jspecify.annotations.Nullable;

/** The attributes of an annotation as a layer of settings; used once. */
final class AnnotationSettings {

	private final AttributeReader read;

	private final ListenerSettings.Builder settings = ListenerSettings.builder();

	private AnnotationSettings(AttributeReader read) {
		this.read = read;
	}

	static ListenerSettings of(AmqpListener from, AttributeReader read) {
		AnnotationSettings layer = new AnnotationSettings(read);
		layer.link(from);
		layer.call(from);
		layer.failure(from);
		return layer.settings.build();
	}

	private void link(AmqpListener from) {
		this.settings.set(LinkSettings.ADDRESSES, this.read.texts(LinkSettings.ADDRESSES.name(), from.addresses()));
		text(LinkSettings.CONNECTION, from.connection());
		number(LinkSettings.PREFETCH, from.prefetch());
		choice(LinkSettings.RECEIVE_SETTLE_MODE, from.receiveSettleMode(), ReceiveSettleMode.class);
		choice(LinkSettings.SEND_SETTLE_MODE, from.sendSettleMode(), SendSettleMode.class);
		flag(LinkSettings.TWO_PHASE_SETTLEMENT, from.twoPhaseSettlement());
		number(LinkSettings.CONSUMERS, from.consumers());
		text(LinkSettings.SELECTOR, from.selector());
		this.settings.set(LinkSettings.FILTERS, this.read.pairs(LinkSettings.FILTERS.name(), from.filters()));
		text(LinkSettings.SUBSCRIPTION, from.subscription());
		flag(LinkSettings.DURABLE, from.durable());
		flag(LinkSettings.SHARED, from.shared());
		flag(LinkSettings.BROWSE, from.browse());
		this.settings.set(LinkSettings.MAX_MESSAGE_SIZE,
				this.read.size(LinkSettings.MAX_MESSAGE_SIZE.name(), from.maxMessageSize()));
	}

	private void call(AmqpListener from) {
		choice(CallSettings.ACK_MODE, from.ackMode(), AckMode.class);
		number(CallSettings.CONCURRENCY, from.concurrency());
		text(CallSettings.ORDER_BY, from.orderBy());
		flag(CallSettings.BATCH, from.batch());
		number(CallSettings.BATCH_SIZE, from.batchSize());
		duration(CallSettings.BATCH_TIMEOUT, from.batchTimeout());
		text(CallSettings.CONVERTER, from.converter());
		text(CallSettings.EXECUTOR, from.executor());
		text(CallSettings.REPLY_TO, from.replyTo());
		flag(CallSettings.AUTO_STARTUP, from.autoStartup());
	}

	private void failure(AmqpListener from) {
		choice(FailureSettings.FAILURE_OUTCOME, from.failureOutcome(), FailureOutcome.class);
		this.settings.set(FailureSettings.EXCEPTION_OUTCOMES, outcomes(from.failures()));
		number(FailureSettings.MAX_DELIVERIES, from.maxDeliveries());
		number(FailureSettings.RETRIES, from.retries());
		text(FailureSettings.RECOVER_TO, from.recoverTo());
		text(FailureSettings.ERROR_HANDLER, from.errorHandler());
		choice(FailureSettings.EXPIRED_OUTCOME, from.expiredOutcome(), FailureOutcome.class);
		duration(FailureSettings.LOCK_MARGIN, from.lockMargin());
		choice(FailureSettings.LOCK_OUTCOME, from.lockOutcome(), FailureOutcome.class);
		duration(FailureSettings.MAX_AGE, from.maxAge());
		choice(FailureSettings.MAX_AGE_OUTCOME, from.maxAgeOutcome(), FailureOutcome.class);
	}

	private void text(ListenerSetting<String> setting, String attribute) {
		this.settings.set(setting, this.read.text(setting.name(), attribute));
	}

	private void flag(ListenerSetting<Boolean> setting, String attribute) {
		this.settings.set(setting, this.read.flag(setting.name(), attribute));
	}

	private void number(ListenerSetting<Integer> setting, String attribute) {
		this.settings.set(setting, this.read.number(setting.name(), attribute));
	}

	private void duration(ListenerSetting<Duration> setting, String attribute) {
		this.settings.set(setting, this.read.duration(setting.name(), attribute));
	}

	private <E extends Enum<E>> void choice(ListenerSetting<E> setting, String attribute, Class<E> type) {
		this.settings.set(setting, this.read.choice(setting.name(), attribute, type));
	}

	private @Nullable Map<String, FailureOutcome> outcomes(OnFailure[] failures) {
		if (failures.length == 0) {
			return null;
		}
		Map<String, FailureOutcome> outcomes = new LinkedHashMap<>();
		for (OnFailure failure : failures) {
			for (Class<? extends Throwable> type : failure.value()) {
				FailureOutcome other = outcomes.put(type.getName(), failure.outcome());
				if (other != null && other != failure.outcome()) {
					throw this.read.mistake("failures", type.getName(),
							"it has the outcomes " + other + " and " + failure.outcome() + "; name each type once",
							null);
				}
			}
		}
		return outcomes;
	}

}
