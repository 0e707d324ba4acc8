package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

/** From the properties of listeners to their settings. */
final class ListenerPropertyMapper {

	private ListenerPropertyMapper() {
	}

	/**
	 * Maps one layer of settings.
	 * @param prefix the full prefix of the properties, for messages
	 * @param properties the properties
	 * @return the settings
	 */
	static ListenerSettings map(String prefix, ListenerProperties properties) {
		check(prefix, properties);
		PropertyMapper map = PropertyMapper.get();
		ListenerSettings.Builder settings = ListenerSettings.builder();
		map.from(properties.prefetch()).to(settings::prefetch);
		map.from(properties.receiveSettleMode()).to(settings::receiveSettleMode);
		map.from(properties.sendSettleMode()).to(settings::sendSettleMode);
		map.from(properties.twoPhaseSettlement()).to(settings::twoPhaseSettlement);
		map.from(properties.ackMode()).to(settings::ackMode);
		map.from(properties.concurrency()).to(settings::concurrency);
		map.from(properties.consumers()).to(settings::consumers);
		map.from(properties.orderBy()).to(settings::orderBy);
		map.from(properties.selector()).to(settings::selector);
		map.from(properties.filters()).to(settings::filters);
		map.from(properties.requireFilters()).to(settings::requireFilters);
		map.from(properties.subscription()).to(settings::subscription);
		map.from(properties.durable()).to(settings::durable);
		map.from(properties.shared()).to(settings::shared);
		map.from(properties.browse()).to(settings::browse);
		map.from(properties.target()).to(settings::target);
		map.from(properties.sourceCapabilities()).to(settings::sourceCapabilities);
		map.from(properties.properties()).to(settings::properties);
		map.from(properties.desiredCapabilities()).to(settings::desiredCapabilities);
		map.from(properties.requireCapabilities()).to(settings::requireCapabilities);
		map.from(properties.batch()).to(settings::batch);
		map.from(properties.batchSize()).to(settings::batchSize);
		map.from(properties.batchTimeout()).to(settings::batchTimeout);
		map.from(properties.maxMessageSize()).as(DataSize::toBytes).to(settings::maxMessageSize);
		map.from(properties.failureOutcome()).to(settings::failureOutcome);
		map.from(properties.exceptionOutcomes()).to(settings::exceptionOutcomes);
		map.from(properties.maxDeliveries()).to(settings::maxDeliveries);
		map.from(properties.retries()).to(settings::retries);
		map.from(properties.retryDelay()).to(settings::retryDelay);
		map.from(properties.retryMultiplier()).to(settings::retryMultiplier);
		map.from(properties.retryMaxDelay()).to(settings::retryMaxDelay);
		map.from(properties.retryJitter()).to(settings::retryJitter);
		map.from(properties.recoverTo()).to(settings::recoverTo);
		map.from(properties.errorHandler()).to(settings::errorHandler);
		map.from(properties.converter()).to(settings::converter);
		map.from(properties.executor()).to(settings::executor);
		map.from(properties.inline()).to(settings::inline);
		map.from(properties.autoStartup()).to(settings::autoStartup);
		map.from(properties.attachTimeout()).to(settings::attachTimeout);
		map.from(properties.drainTimeout()).to(settings::drainTimeout);
		map.from(properties.shutdownTimeout()).to(settings::shutdownTimeout);
		map.from(properties.handlerTimeout()).to(settings::handlerTimeout);
		map.from(properties.stallTimeout()).to(settings::stallTimeout);
		map.from(properties.expiredOutcome()).to(settings::expiredOutcome);
		map.from(properties.lockMargin()).to(settings::lockMargin);
		map.from(properties.maxAge()).to(settings::maxAge);
		map.from(properties.replyTo()).to(settings::replyTo);
		map.from(properties.charset()).to(settings::charset);
		map.from(properties.idleEventInterval()).to(settings::idleEventInterval);
		map.from(properties.debug()).to(settings::debug);
		return settings.build();
	}

	private static void check(String prefix, ListenerProperties properties) {
		PropertyMapper map = PropertyMapper.get();
		ReceiverOptions.Builder receiver = ReceiverOptions.builder("checked");
		DispatchOptions.Builder dispatch = DispatchOptions.builder();
		CheckedProperty check = new CheckedProperty(prefix, receiver::build);
		map.from(properties.prefetch())
			.when((value) -> value == 0)
			.to((value) -> check.fail("prefetch", "0", "A listener without credit never receives a message.",
					"Write 1 or more, or set auto-startup to false to start it later."));
		map.from(properties.maxMessageSize())
			.when((value) -> value.toBytes() == 0)
			.to((value) -> check.fail("max-message-size", "0", "No message is that small.",
					"Write 1B or more; 2147483647B is the largest that is possible."));
		map.from(properties.prefetch()).to(check.of("prefetch", receiver::prefetch));
		map.from(properties.receiveSettleMode()).to(check.of("receive-settle-mode", receiver::receiveSettleMode));
		map.from(properties.sendSettleMode()).to(check.of("send-settle-mode", receiver::sendSettleMode));
		map.from(properties.twoPhaseSettlement()).to(check.of("two-phase-settlement", receiver::twoPhaseSettlement));
		map.from(properties.maxMessageSize())
			.as(DataSize::toBytes)
			.to(check.of("max-message-size", receiver::maxMessageSize));
		map.from(properties.attachTimeout()).to(check.of("attach-timeout", receiver::attachTimeout));
		map.from(properties.drainTimeout()).to(check.of("drain-timeout", receiver::drainTimeout));
		map.from(properties.shutdownTimeout()).to(check.of("shutdown-timeout", receiver::closeTimeout));
		map.from(properties.stallTimeout()).to(check.of("stall-timeout", receiver::stallTimeout));
		map.from(properties.concurrency()).to(check.of("concurrency", dispatch::concurrency, dispatch::build));
	}

}
