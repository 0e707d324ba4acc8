package io.github.amqpreceiver.internal.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.amqpreceiver.internal.protocol.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits work to the handlers' executor. An executor that has no place, or is shut down,
 * must not lose a message: the work is submitted again a little later, for as long as
 * anybody waits for it.
 */
final class HandlerThreads {

	private static final Logger logger = LoggerFactory.getLogger(HandlerThreads.class);

	private static final long AGAIN_NANOS = 100_000_000;

	private final Executor executor;

	private final Loop loop;

	private volatile boolean warned;

	private volatile boolean ended;

	HandlerThreads(Executor executor, Loop loop) {
		this.executor = executor;
		this.loop = loop;
	}

	void submit(Runnable work) {
		try {
			this.executor.execute(work);
			this.warned = false;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// Without memory there is no further thread, but there may be soon.
			if (this.ended) {
				return;
			}
			if (!this.warned) {
				this.warned = true;
				logger.warn("The executor of a receiver takes no more work ({}); it is asked again until it does",
						ex.getMessage());
			}
			this.loop.schedule(() -> submit(work), AGAIN_NANOS);
		}
	}

	/** Nobody waits for the work any more. */
	void end() {
		this.ended = true;
	}

}
