package io.github.amqpreceiver.spring.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.jspecify.annotations.Nullable;

/** The attributes of an annotation as a layer of settings. */
final class AnnotationSettings {

	private AnnotationSettings() {
	}

	static ListenerSettings of(AmqpListener from, AttributeReader read) {
		List<String> addresses = read.texts("addresses", from.addresses());
		return ListenerSettings.builder()
			.addresses(addresses)
			.connection(read.text("connection", from.connection()))
			.selector(read.text("selector", from.selector()))
			.filters(read.pairs("filters", from.filters()))
			.subscription(read.text("subscription", from.subscription()))
			.durable(read.flag("durable", from.durable()))
			.shared(read.flag("shared", from.shared()))
			.browse(read.flag("browse", from.browse()))
			.prefetch(read.number("prefetch", from.prefetch()))
			.receiveSettleMode(read.choice("receiveSettleMode", from.receiveSettleMode(), ReceiveSettleMode.class))
			.sendSettleMode(read.choice("sendSettleMode", from.sendSettleMode(), SendSettleMode.class))
			.twoPhaseSettlement(read.flag("twoPhaseSettlement", from.twoPhaseSettlement()))
			.ackMode(read.choice("ackMode", from.ackMode(), AckMode.class))
			.concurrency(read.number("concurrency", from.concurrency()))
			.consumers(read.number("consumers", from.consumers()))
			.orderBy(read.text("orderBy", from.orderBy()))
			.batch(read.flag("batch", from.batch()))
			.batchSize(read.number("batchSize", from.batchSize()))
			.batchTimeout(read.duration("batchTimeout", from.batchTimeout()))
			.maxMessageSize(read.size("maxMessageSize", from.maxMessageSize()))
			.failureOutcome(read.choice("failureOutcome", from.failureOutcome(), FailureOutcome.class))
			.exceptionOutcomes(failures(from.failures(), read))
			.maxDeliveries(read.number("maxDeliveries", from.maxDeliveries()))
			.retries(read.number("retries", from.retries()))
			.recoverTo(read.text("recoverTo", from.recoverTo()))
			.errorHandler(read.text("errorHandler", from.errorHandler()))
			.converter(read.text("converter", from.converter()))
			.executor(read.text("executor", from.executor()))
			.autoStartup(read.flag("autoStartup", from.autoStartup()))
			.replyTo(read.text("replyTo", from.replyTo()))
			.build();
	}

	private static @Nullable Map<String, FailureOutcome> failures(OnFailure[] failures, AttributeReader read) {
		if (failures.length == 0) {
			return null;
		}
		Map<String, FailureOutcome> outcomes = new LinkedHashMap<>();
		for (OnFailure failure : failures) {
			for (Class<? extends Throwable> type : failure.value()) {
				FailureOutcome other = outcomes.put(type.getName(), failure.outcome());
				if (other != null && other != failure.outcome()) {
					throw read.mistake("failures", type.getName(),
							"it has the outcomes " + other + " and " + failure.outcome() + "; name each type once",
							null);
				}
			}
		}
		return outcomes;
	}

}
