package io.github.amqpreceiver.internal.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.protocol.Failures;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks of an attached link: credit, pause, resume, a sign of life.
 * Its methods may be called by any thread. Whether a receiver is paused outlives its
 * attachments.
 */
public final class LinkRequests {

	private final ReceiverOptions options;

	private final Loop loop;

	private final StateCell state;

	private final Attachment attachment;

	private volatile boolean paused;

	LinkRequests(ReceiverOptions options, Loop loop, StateCell state, Attachment attachment) {
		this.options = options;
		this.loop = loop;
		this.state = state;
		this.attachment = attachment;
	}

	boolean paused() {
		return this.paused;
	}

	/** The credit that an attachment begins with. */
	int credit() {
		return this.paused ? 0 : this.options.prefetch();
	}

	/**
	 * Sets the link credit.
	 * @param credit messages
	 * @param drain whether the peer should use it up at once or give it back
	 * @return completes when written, with drain when the peer has answered
	 */
	public CompletionStage<Void> resetLinkCredit(int credit, boolean drain) {
		if (credit < 0 || credit > 65_535) {
			throw new ConfigurationException("The link credit is " + credit + ", but must be from 0 to 65535", null,
					null);
		}
		return onLink((link, promise) -> {
			link.resetCredit(credit, drain, (failure) -> complete(promise, failure));
			if (drain) {
				giveUpDrain(link, promise);
			}
		});
	}

	/** A drain that is never answered ends in a timeout, with no credit left (F-51). */
	private void giveUpDrain(ReceiverLink link, CompletableFuture<Void> promise) {
		Loop.Timer late = this.loop.schedule(() -> {
			if (!promise.isDone()) {
				// Before the credit is taken back, which lets those who wait go on.
				promise.completeExceptionally(
						Failures.timeout("The peer did not answer a drain of link '" + this.options.name() + "' within "
								+ this.options.drainTimeout().toMillis() + " ms; its credit was taken back"));
				link.stopCredit();
			}
		}, this.options.drainTimeout().toNanos());
		promise.whenComplete((nothing, failure) -> late.cancel());
	}

	/**
	 * Grants no further credit.
	 * @return completes when drained
	 */
	public CompletionStage<Void> pause() {
		this.paused = true;
		return whereAttached((link, promise) -> {
			link.drain((failure) -> complete(promise, null));
			giveUpDrain(link, promise);
		});
	}

	/**
	 * Grants credit again.
	 * @return completes when written
	 */
	public CompletionStage<Void> resume() {
		this.paused = false;
		return whereAttached(
				(link, promise) -> link.resetCredit(credit(), false, (failure) -> complete(promise, failure)));
	}

	/**
	 * Probes the link.
	 * @return completes once the peer has answered
	 */
	public CompletionStage<Void> probe() {
		return onLink((link, promise) -> {
			link.probe((failure) -> complete(promise, failure));
			Loop.Timer late = this.loop.schedule(
					() -> promise.completeExceptionally(Failures.timeout("The peer did not answer a probe of link '"
							+ this.options.name() + "' within " + this.options.attachTimeout().toMillis() + " ms")),
					this.options.attachTimeout().toNanos());
			promise.whenComplete((nothing, failure) -> late.cancel());
		});
	}

	private CompletionStage<Void> onLink(Request request) {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (!run(request, promise)) {
				promise.completeExceptionally(new LinkDetachedException("Receiver '" + this.options.name() + "' is "
						+ this.state.get() + ", not OPEN: its link cannot be used now", null, this.state.lastError()));
			}
		});
		return promise;
	}

	/** What is wanted holds for the next attachment, where there is none now. */
	private CompletionStage<Void> whereAttached(Request request) {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (!run(request, promise)) {
				promise.complete(null);
			}
		});
		return promise;
	}

	private boolean run(Request request, CompletableFuture<Void> promise) {
		ReceiverLink link = this.attachment.link();
		if (link == null || this.state.get() != ReceiverState.OPEN) {
			return false;
		}
		request.run(link, promise);
		return true;
	}

	private static void complete(CompletableFuture<Void> promise, @Nullable AmqpReceiverException failure) {
		if (failure != null) {
			promise.completeExceptionally(failure);
		}
		else {
			promise.complete(null);
		}
	}

	/** Something to ask of an attached link. */
	private interface Request {

		void run(ReceiverLink link, CompletableFuture<Void> promise);

	}

}
