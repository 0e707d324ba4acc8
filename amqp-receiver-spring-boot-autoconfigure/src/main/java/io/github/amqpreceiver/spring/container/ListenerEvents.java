package io.github.amqpreceiver.spring.container;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what happens to one listener. Application listeners may block, which the
 * event loop must not: all events of all listeners go through one thread, in order.
 */
final class ListenerEvents implements ReceiverListener {

	private static final Logger logger = LoggerFactory.getLogger(AmqpListenerContainer.class);

	private static final int MOST_WAITING = 10_000;

	private static final Executor PUBLISHER = publisher();

	private final String id;

	private final ApplicationEventPublisher publisher;

	private final @Nullable ClassLoader loader;

	ListenerEvents(String id, ApplicationEventPublisher publisher, @Nullable ClassLoader loader) {
		this.id = id;
		this.publisher = publisher;
		this.loader = loader;
	}

	void publish(AmqpListenerEvent event) {
		PUBLISHER.execute(new SharedThreadTask(() -> tell(event), this.loader));
	}

	private void tell(AmqpListenerEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("[{}] An application listener failed on {}", this.id, event, ex);
		}
	}

	@Override
	public void onEvent(ReceiverEvent event) {
		publish(new AmqpListenerEvent.Receiver(this.id, event));
		if (event instanceof ReceiverEvent.GaveUp gaveUp) {
			publish(new AmqpListenerEvent.GaveUp(this.id, gaveUp.error()));
		}
		else if (event instanceof ReceiverEvent.StateChanged changed && changed.current() == ReceiverState.RECOVERING
				&& changed.error() != null) {
			publish(new AmqpListenerEvent.Failed(this.id, changed.error()));
		}
		else if (event instanceof ReceiverEvent.RecoveryScheduled scheduled && scheduled.attempt() == 1) {
			publish(new AmqpListenerEvent.Failed(this.id, scheduled.error()));
		}
	}

	private static Executor publisher() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MOST_WAITING),
				(task) -> SharedThreadTask.thread(task, "amqp-receiver-events"),
				new ThreadPoolExecutor.DiscardOldestPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

}
