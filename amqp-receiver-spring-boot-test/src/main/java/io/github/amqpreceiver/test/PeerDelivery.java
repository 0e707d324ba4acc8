package io.github.amqpreceiver.test;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A message that the peer delivers, and what the application made of it. Thread-safe.
 * <p>
 * Where the link, session or connection is lost before the application has settled it,
 * the peer delivers the message again on the next link, with a delivery-count that is
 * higher by one. An application that gives a message back (released, modified) has
 * settled it: the peer delivers it again when {@link #redeliver()} says so.
 *
 * @since 0.1
 */
public final class PeerDelivery {

	private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

	private final AmqpPeer peer;

	private final String address;

	private final Payload payload;

	private volatile int failedBefore;

	private volatile int attempts;

	private volatile boolean forgotten;

	PeerDelivery(AmqpPeer peer, String address, Payload payload, int failedBefore) {
		this.peer = peer;
		this.address = address;
		this.payload = payload;
		this.failedBefore = failedBefore;
	}

	/**
	 * The outcome, once the application has settled.
	 * @return completed on the peer's thread, which must not be blocked; a message that
	 * is sent settled counts as accepted once it is sent; fails with a
	 * {@link CancellationException} when the peer is reset or closed before
	 */
	public CompletionStage<Outcome> outcome() {
		return this.outcome.minimalCompletionStage();
	}

	/**
	 * Waits for the outcome, for {@link AmqpPeer#TIMEOUT}.
	 * @return the outcome
	 * @throws AssertionError if there is none by then; the message says what the peer saw
	 */
	public Outcome await() {
		return await(AmqpPeer.TIMEOUT);
	}

	/**
	 * Waits for the outcome.
	 * @param timeout how long at most
	 * @return the outcome
	 * @throws AssertionError if there is none by then; the message says what the peer saw
	 */
	public Outcome await(Duration timeout) {
		return this.peer.calls()
			.await("an outcome of the message on '%s', which was sent %s".formatted(this.address,
					(this.attempts == 1) ? "once" : this.attempts + " times"), timeout, this.outcome);
	}

	/**
	 * Waits until the application has accepted the message.
	 * @throws AssertionError if it does anything else, or nothing in time
	 */
	public void awaitAccepted() {
		awaitKind(Outcome.Kind.ACCEPTED);
	}

	/**
	 * Waits until the application has rejected the message.
	 * @return the error that it gave, or null if it gave none
	 * @throws AssertionError if it does anything else, or nothing in time
	 */
	public @Nullable ErrorCondition awaitRejected() {
		return ((Outcome.Rejected) awaitKind(Outcome.Kind.REJECTED)).error();
	}

	/**
	 * Waits until the application has rejected the message with a condition.
	 * @param condition the condition that its error must have
	 * @throws AssertionError if it does anything else, or nothing in time
	 */
	public void awaitRejected(Symbol condition) {
		ErrorCondition error = awaitRejected();
		if (error == null || !error.condition().equals(condition)) {
			throw new AssertionError("The message on '%s' was rejected with %s, but should be rejected with %s"
				.formatted(this.address, (error != null) ? error : "no error", condition));
		}
	}

	/**
	 * Waits until the application has released the message.
	 * @throws AssertionError if it does anything else, or nothing in time
	 */
	public void awaitReleased() {
		awaitKind(Outcome.Kind.RELEASED);
	}

	/**
	 * Waits until the application has given the message back as modified.
	 * @return whether the delivery failed, and so on
	 * @throws AssertionError if it does anything else, or nothing in time
	 */
	public Outcome.Modified awaitModified() {
		return (Outcome.Modified) awaitKind(Outcome.Kind.MODIFIED);
	}

	private Outcome awaitKind(Outcome.Kind wanted) {
		Outcome settled = await();
		if (settled.kind() != wanted) {
			throw new AssertionError(
					"The message on '%s' should be %s, but its outcome is %s".formatted(this.address, wanted, settled));
		}
		return settled;
	}

	/**
	 * Delivers the message again, as a broker does with one that was given back. The
	 * delivery-count is higher by one after an outcome that says that the delivery
	 * failed, and the same after any other.
	 * @return the new delivery
	 * @throws IllegalStateException if this one has no outcome yet
	 */
	public PeerDelivery redeliver() {
		Outcome settled = this.outcome.getNow(null);
		if (settled == null) {
			throw new IllegalStateException(
					"The message on '%s' has no outcome yet: await it before it is delivered again"
						.formatted(this.address));
		}
		boolean failed = settled instanceof Outcome.Modified modified && modified.deliveryFailed();
		return this.peer.deliver(this.address, this.payload, this.failedBefore + (failed ? 1 : 0));
	}

	/**
	 * How often the message was sent.
	 * @return 0 while it waits for a link with credit; more than 1 after a lost link
	 */
	public int attempts() {
		return this.attempts;
	}

	/**
	 * The address that the message is delivered from.
	 * @return the address
	 */
	public String address() {
		return this.address;
	}

	byte[] encoded() {
		return this.payload.encoded(this.failedBefore);
	}

	void sent() {
		this.attempts++;
	}

	void lost() {
		this.failedBefore++;
	}

	void settled(Outcome settled) {
		this.outcome.complete(settled);
	}

	void forget() {
		this.forgotten = true;
		this.outcome.completeExceptionally(new CancellationException(
				"The peer was reset before the message on '%s' was settled".formatted(this.address)));
	}

	boolean isForgotten() {
		return this.forgotten;
	}

	@Override
	public String toString() {
		return "message on '%s', %s".formatted(this.address,
				this.outcome.isDone()
						? this.outcome.handle((settled, failure) -> (settled != null) ? settled : "forgotten").join()
						: "without an outcome");
	}

	/** An encoded message, or one that is encoded with its delivery-count. */
	interface Payload {

		byte[] encoded(int failedBefore);

	}

}
