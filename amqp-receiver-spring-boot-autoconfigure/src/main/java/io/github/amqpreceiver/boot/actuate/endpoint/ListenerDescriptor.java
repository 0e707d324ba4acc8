package io.github.amqpreceiver.boot.actuate.endpoint;

import java.util.List;

import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer.Condition;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;

/**
 * One listener as the endpoint shows it.
 *
 * @param id its id
 * @param target the method or code that it calls
 * @param connection the name of its connection
 * @param condition why it runs or does not
 * @param paused whether it is paused
 * @param addresses the addresses that it receives from
 * @param prefetch its prefetch in messages
 * @param concurrency how many of its messages are handled at once
 * @param ackMode its ack mode
 * @param receivers its receivers, empty while it is stopped
 * @since 0.1
 */
public record ListenerDescriptor(String id, String target, String connection, Condition condition, boolean paused,
		@Nullable List<String> addresses, int prefetch, int concurrency, String ackMode,
		List<ReceiverDescriptor> receivers) {

	static ListenerDescriptor of(AmqpListenerContainer container) {
		ListenerSettings settings = container.settings();
		return new ListenerDescriptor(container.id(), container.endpoint().description(), container.connectionName(),
				container.condition(), container.isPaused(), settings.get(LinkSettings.ADDRESSES),
				settings.value(LinkSettings.PREFETCH), settings.value(CallSettings.CONCURRENCY),
				settings.value(CallSettings.ACK_MODE).name(),
				container.status().stream().map(ReceiverDescriptor::of).toList());
	}

}
