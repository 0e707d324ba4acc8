package io.github.amqpreceiver.internal.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import io.github.amqpreceiver.internal.protocol.DeliverySink;
import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.options.DispatchOptions;
import org.jspecify.annotations.Nullable;

/**
 * Brings deliveries to the handler. The event loop offers; handler threads take. What was
 * offered and is released, or belongs to a dead generation, is skipped by whoever takes
 * it.
 */
public abstract class Dispatcher implements DeliverySink {

	private final HandlerCall call;

	private final @Nullable HandlerThreads threads;

	/** Written by the event loop only. */
	private final AtomicLong offered = new AtomicLong();

	Dispatcher(HandlerCall call, @Nullable HandlerThreads threads) {
		this.call = call;
		this.threads = threads;
	}

	/**
	 * The dispatcher that the options ask for.
	 * @param options where and how many handlers run
	 * @param call the handler
	 * @param executor runs handlers
	 * @param loop the connection's event loop
	 * @return a dispatcher
	 */
	public static Dispatcher create(DispatchOptions options, HandlerCall call, Executor executor, Loop loop) {
		if (options.inline()) {
			return new InlineDispatcher(call);
		}
		HandlerThreads threads = new HandlerThreads(executor, loop);
		if (options.orderBy() != null) {
			return new KeyedDispatcher(call, threads, options.concurrency(), options.orderBy());
		}
		if (options.concurrency() > 1) {
			return new ParallelDispatcher(call, threads, options.concurrency());
		}
		return new SerialDispatcher(call, threads);
	}

	@Override
	public final void deliver(HeldDelivery delivery) {
		this.offered.setRelease(this.offered.getPlain() + 1);
		offer(delivery);
	}

	abstract void offer(HeldDelivery delivery);

	final HandlerCall call() {
		return this.call;
	}

	/**
	 * The receiver is gone: an executor that takes no work is not asked again.
	 */
	public final void end() {
		if (this.threads != null) {
			this.threads.end();
		}
	}

	/**
	 * How many deliveries wait for a handler.
	 * @return deliveries
	 */
	public final int buffered() {
		long taken = this.call.counts().taken();
		return (int) Math.max(0, this.offered.get() - taken);
	}

	/**
	 * How many handlers run.
	 * @return handlers
	 */
	public final int inFlight() {
		return this.call.counts().inFlight();
	}

}
