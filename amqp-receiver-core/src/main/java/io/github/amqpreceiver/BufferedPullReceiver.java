package io.github.amqpreceiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/** Keeps what has arrived until it is fetched; the credit bounds how much that is. */
final class BufferedPullReceiver implements PullReceiver {

	private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();

	private final MessageReceiver receiver;

	BufferedPullReceiver(AmqpSession session, ReceiverOptions options) {
		ReceiverListener listener = options.listener();
		this.receiver = session.receiver(options.toBuilder()
			// Nothing but an insertion runs on the event loop.
			.dispatch(DispatchOptions.builder().inline(true).build())
			.listener((event) -> {
				onEvent(event);
				listener.onEvent(event);
			})
			.build(), this::arrived);
	}

	private CompletionStage<@Nullable Outcome> arrived(Delivery delivery) {
		this.arrived.add(delivery);
		return MessageHandler.SETTLES_ITSELF;
	}

	/** What nobody fetched goes back, or leaves with its link. */
	private void onEvent(ReceiverEvent event) {
		if (event instanceof ReceiverEvent.StateChanged change && change.current() != ReceiverState.OPEN) {
			List<Delivery> left = new ArrayList<>();
			this.arrived.drainTo(left);
			left.forEach(Delivery::release);
		}
	}

	@Override
	public MessageReceiver receiver() {
		return this.receiver;
	}

	@Override
	public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		Delivery delivery = this.arrived.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
		while (delivery != null && delivery.settled()) {
			// The peer has taken it back, or its link is gone.
			delivery = this.arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		return delivery;
	}

	@Override
	public List<Delivery> receiveBatch(int max, Duration timeout) throws InterruptedException {
		if (max < 1) {
			throw new ConfigurationException("max is " + max + ", but must be at least 1", null, null);
		}
		long deadline = System.nanoTime() + timeout.toNanos();
		List<Delivery> batch = new ArrayList<>();
		Delivery next = receive(timeout);
		while (next != null) {
			batch.add(next);
			next = (batch.size() < max) ? further(deadline) : null;
		}
		return batch;
	}

	private @Nullable Delivery further(long deadline) {
		try {
			return receive(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
		}
		catch (InterruptedException ex) {
			// What was fetched must not be lost with the exception.
			Thread.currentThread().interrupt();
			return null;
		}
	}

}
