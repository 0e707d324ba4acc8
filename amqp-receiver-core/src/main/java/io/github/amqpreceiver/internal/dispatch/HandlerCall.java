package io.github.amqpreceiver.internal.dispatch;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of the user's handler and what its end means; used by any handler thread.
 * <p>
 * I7: nothing that a handler does ends a receiver; it becomes an outcome.
 */
public final class HandlerCall {

	private static final Logger logger = LoggerFactory.getLogger(HandlerCall.class);

	private static final Runnable NOTHING = () -> {
	};

	private final MessageHandler handler;

	private final Function<Throwable, Outcome> failureOutcome;

	private final boolean timed;

	private final CallCounts counts = new CallCounts();

	/**
	 * A call of a handler.
	 * @param handler the user's handler
	 * @param failureOutcome the outcome when it fails
	 * @param timed whether the begin of each call is noted, for the handler timeout
	 */
	public HandlerCall(MessageHandler handler, Function<Throwable, Outcome> failureOutcome, boolean timed) {
		this.handler = handler;
		this.failureOutcome = failureOutcome;
		this.timed = timed;
	}

	/**
	 * Runs the handler, unless the delivery is gone. The caller announces what was
	 * settled, before it waits for anything.
	 * @param delivery the delivery
	 * @param afterwards run once the handler's stage has completed, only when this method
	 * returned false
	 * @return whether the handler is finished already
	 */
	boolean run(HeldDelivery delivery, Runnable afterwards) {
		this.counts.begun();
		if (!delivery.claim()) {
			this.counts.ended();
			return true;
		}
		CompletionStage<@Nullable Outcome> stage = call(delivery);
		if (stage == MessageHandler.ACCEPTED) {
			delivery.settleInTurn(Outcome.accepted());
		}
		else if (stage != MessageHandler.SETTLES_ITSELF) {
			return await(delivery, stage, afterwards);
		}
		this.counts.ended();
		return true;
	}

	/**
	 * Runs the handler on the event loop within a burst, whose end looks for what was
	 * settled; nobody waits for a stage.
	 * @param delivery the delivery
	 */
	void runOnLoop(HeldDelivery delivery) {
		this.counts.begun();
		if (delivery.claimOnLoop()) {
			CompletionStage<@Nullable Outcome> stage = call(delivery);
			if (stage == MessageHandler.ACCEPTED) {
				delivery.settleOnLoop(Outcome.accepted());
			}
			else if (stage != MessageHandler.SETTLES_ITSELF) {
				await(delivery, stage, NOTHING);
				return;
			}
		}
		this.counts.ended();
	}

	/** The handler's stage; one that failed is settled by then. */
	private CompletionStage<@Nullable Outcome> call(HeldDelivery delivery) {
		if (this.timed) {
			delivery.started(System.nanoTime() | 1);
		}
		try {
			return this.handler.onMessage(delivery);
		}
		catch (Throwable ex) {
			failed(delivery, ex);
			return MessageHandler.SETTLES_ITSELF;
		}
	}

	@SuppressWarnings("NullAway") // a handler of the user's may return null all the same
	private boolean await(HeldDelivery delivery, CompletionStage<@Nullable Outcome> stage, Runnable afterwards) {
		if (stage == null) {
			failed(delivery, new IllegalStateException("The handler returned null instead of a stage"));
			this.counts.ended();
			return true;
		}
		Completion completion = new Completion(delivery, afterwards);
		try {
			if (this.timed) {
				// A stage that never completes must not hold what is behind it (F-44).
				delivery.onExpiry(() -> completion.completed(null, null));
			}
			stage.whenComplete(completion::completed);
		}
		catch (Throwable ex) {
			// A stage of the user's own making; it may have told us before it failed.
			completion.completed(null, ex);
		}
		return completion.returned();
	}

	private void failed(HeldDelivery delivery, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof InterruptedException) {
			// Somebody stops the executor: the message was not at fault (F-47).
			Thread.currentThread().interrupt();
			delivery.settle(Outcome.released());
			return;
		}
		Outcome outcome;
		try {
			outcome = this.failureOutcome.apply(cause);
		}
		catch (Throwable ex) {
			logger.warn("The failure mapping itself failed; {} counts as failed", delivery, ex);
			outcome = Outcome.failed();
		}
		logger.debug("The handler failed on {}; it is settled as {}", delivery, outcome, cause);
		delivery.settle(outcome);
	}

	CallCounts counts() {
		return this.counts;
	}

	/** One thread at a time runs handlers. */
	void oneAtATime() {
		this.counts.oneAtATime();
	}

	/**
	 * The end of one asynchronous handler. The stage may complete while the call that
	 * began it returns: exactly one of the two goes on.
	 */
	private final class Completion {

		private final HeldDelivery delivery;

		private final Runnable afterwards;

		private final AtomicBoolean other = new AtomicBoolean();

		/** A stage that is not the JDK's may complete twice. */
		private final AtomicBoolean told = new AtomicBoolean();

		Completion(HeldDelivery delivery, Runnable afterwards) {
			this.delivery = delivery;
			this.afterwards = afterwards;
		}

		void completed(@Nullable Outcome outcome, @Nullable Throwable failure) {
			if (!this.told.compareAndSet(false, true)) {
				return;
			}
			if (failure != null) {
				failed(this.delivery, failure);
			}
			else if (outcome != null) {
				this.delivery.settle(outcome);
			}
			HandlerCall.this.counts.endedLater();
			if (!this.other.compareAndSet(false, true)) {
				this.afterwards.run();
			}
		}

		/** Whether the stage completed before the caller came here. */
		boolean returned() {
			return !this.other.compareAndSet(false, true);
		}

	}

}
