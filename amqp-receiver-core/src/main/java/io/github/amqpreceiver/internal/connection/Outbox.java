package io.github.amqpreceiver.internal.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.protocol.Failures;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.SenderLink;
import io.github.amqpreceiver.options.SenderOptions;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a sender that have no outcome yet: so many at most, each for so long at
 * most, the ones for which there is no link in the order that they came. Touched only on
 * the event loop (I1).
 */
final class Outbox {

	private final SenderOptions options;

	private final Loop loop;

	private final Deque<Pending> waiting = new ArrayDeque<>();

	private int pending;

	Outbox(SenderOptions options, Loop loop) {
		this.options = options;
		this.loop = loop;
	}

	/**
	 * Takes a message in.
	 * @param encoded the message
	 * @param promise completes with its outcome
	 * @param link sends it now, or null where it has to wait for one
	 * @return whether it waits for a link
	 */
	boolean add(byte[] encoded, CompletableFuture<Outcome> promise, @Nullable SenderLink link) {
		if (this.pending >= this.options.maxPending()) {
			promise
				.completeExceptionally(new AmqpReceiverException(
						"Sender '" + this.options.name() + "' has " + this.pending
								+ " messages pending already, its maxPending; send more slowly or raise it",
						null, null));
			return false;
		}
		this.pending++;
		Pending message = new Pending(encoded, promise);
		message.timer = this.loop.schedule(() -> message.done(null,
				Failures.timeout("The peer gave no outcome for a message to '" + this.options.address() + "' within "
						+ this.options.sendTimeout().toMillis() + " ms; it may have been taken all the same")),
				this.options.sendTimeout().toNanos());
		if (link != null) {
			link.send(encoded, message::done);
			return false;
		}
		this.waiting.add(message);
		return true;
	}

	/** There is a link: what waits for it goes out. */
	void sendAll(SenderLink link) {
		for (Pending next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			link.send(next.encoded, next::done);
		}
	}

	/** There will be no link for what waits. */
	void failAll(AmqpReceiverException why) {
		for (Pending next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			next.done(null, why);
		}
	}

	/** A message that waits for its link or its outcome. */
	private final class Pending {

		private final byte[] encoded;

		private final CompletableFuture<Outcome> promise;

		private Loop.@Nullable Timer timer;

		private boolean over;

		Pending(byte[] encoded, CompletableFuture<Outcome> promise) {
			this.encoded = encoded;
			this.promise = promise;
		}

		void done(@Nullable Outcome outcome, @Nullable AmqpReceiverException failure) {
			if (this.over) {
				return;
			}
			this.over = true;
			Outbox.this.pending--;
			if (this.timer != null) {
				this.timer.cancel();
			}
			if (failure != null) {
				this.promise.completeExceptionally(failure);
			}
			else {
				this.promise.complete(outcome);
			}
		}

	}

}
