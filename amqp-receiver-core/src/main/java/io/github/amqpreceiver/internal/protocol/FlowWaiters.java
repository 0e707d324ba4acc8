package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.github.amqpreceiver.error.AmqpReceiverException;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the peer to answer a flow with echo or a drain; touched only on the event
 * loop.
 */
final class FlowWaiters {

	private final Deque<Consumer<@Nullable AmqpReceiverException>> echoes = new ArrayDeque<>();

	private List<Consumer<@Nullable AmqpReceiverException>> drains = new ArrayList<>(2);

	void addEcho(Consumer<@Nullable AmqpReceiverException> done) {
		this.echoes.add(done);
	}

	void addDrain(Consumer<@Nullable AmqpReceiverException> done) {
		this.drains.add(done);
	}

	/** A flow came: where an echo was asked for, it is the answer. */
	void answered() {
		Consumer<@Nullable AmqpReceiverException> waiter = this.echoes.poll();
		while (waiter != null) {
			waiter.accept(null);
			waiter = this.echoes.poll();
		}
	}

	boolean awaitEcho() {
		return !this.echoes.isEmpty();
	}

	void drained() {
		tellDrains(null);
	}

	void fail(AmqpReceiverException why) {
		tellDrains(why);
		Consumer<@Nullable AmqpReceiverException> waiter = this.echoes.poll();
		while (waiter != null) {
			waiter.accept(why);
			waiter = this.echoes.poll();
		}
	}

	private void tellDrains(@Nullable AmqpReceiverException failure) {
		List<Consumer<@Nullable AmqpReceiverException>> told = this.drains;
		this.drains = new ArrayList<>(2);
		told.forEach((waiter) -> waiter.accept(failure));
	}

}
