package io.github.amqpreceiver.spring.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.ReceiverOptions;

/** A receiver that hands over what the test delivers, on the test's thread. */
public class FakeReceiver implements MessageReceiver {

	public final ReceiverOptions options;

	private final MessageHandler handler;

	private volatile ReceiverState state = ReceiverState.IDLE;

	public volatile boolean paused;

	public volatile int credit;

	FakeReceiver(ReceiverOptions options, MessageHandler handler) {
		this.options = options;
		this.handler = handler;
	}

	public MessageHandler handler() {
		return this.handler;
	}

	/** Delivers as the engine does: settles with what the handler's stage says. */
	public FakeDelivery deliver(OutgoingMessage message) {
		FakeDelivery delivery = new FakeDelivery(this.options.source().address(), message);
		deliver(delivery);
		return delivery;
	}

	public void deliver(FakeDelivery delivery) {
		try {
			this.handler.onMessage(delivery).whenComplete((outcome, failure) -> {
				if (failure != null) {
					delivery.settle(this.options.failureOutcome().apply(failure));
				}
				else if (outcome != null) {
					delivery.settle(outcome);
				}
			});
		}
		catch (Throwable ex) {
			delivery.settle(Outcome.failed());
			throw new AssertionError("the handler threw", ex);
		}
	}

	@Override
	public String name() {
		return this.options.name();
	}

	@Override
	public ReceiverState state() {
		return this.state;
	}

	@Override
	public AmqpReceiverException lastError() {
		return null;
	}

	@Override
	public ReceiverStatus status() {
		return new ReceiverStatus(name(), this.options.source().address(), this.state, Instant.now(), true, this.paused,
				false, 0, null, null, new ReceiverStatus.Counters(0, 0, 0, 0, 0, Duration.ZERO), null);
	}

	@Override
	public CompletionStage<Void> open() {
		this.state = ReceiverState.OPEN;
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Void> close() {
		this.state = ReceiverState.IDLE;
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Void> destroy() {
		this.state = ReceiverState.DESTROYED;
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Void> unsubscribe() {
		return destroy();
	}

	@Override
	public CompletionStage<Void> resetLinkCredit(int credit, boolean drain) {
		this.credit = credit;
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Void> pause() {
		this.paused = true;
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Void> resume() {
		this.paused = false;
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<ReceiverStatus> work() {
		return CompletableFuture.completedStage(status());
	}

	@Override
	public void trace(boolean on) {
	}

	@Override
	public List<String> recentFrames() {
		return List.of();
	}

	@Override
	public AutoCloseable asCloseable() {
		return this::destroy;
	}

}
