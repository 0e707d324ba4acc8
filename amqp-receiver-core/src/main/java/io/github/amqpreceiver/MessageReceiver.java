package io.github.amqpreceiver;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous receiver on a link of its own: {@code MessageReceiverAsync} of the
 * seed. Thread-safe. Every stage completes on the connection's event loop: what is
 * chained to it must not block.
 *
 * @since 0.1
 */
public interface MessageReceiver {

	/**
	 * The link's name.
	 * @return the name
	 */
	String name();

	/**
	 * The state; never throws.
	 * @return the state
	 */
	ReceiverState state();

	/**
	 * The last failure.
	 * @return the failure, or null when there was none
	 */
	@Nullable AmqpReceiverException lastError();

	/**
	 * A snapshot of everything that can be said without asking the peer.
	 * @return the status
	 */
	ReceiverStatus status();

	/**
	 * Opens: connects and begins the session where needed, attaches the link (AMQP 1.0,
	 * section 2.6.3) and grants credit. Where recovery is on, failed attempts are
	 * repeated and the stage stays open until one succeeds or the receiver gives up.
	 * @return completes when the link is attached and usable; fails with an
	 * {@link AmqpReceiverException} that names address, condition and what to check, and
	 * with a {@link io.github.amqpreceiver.error.ReceiverClosedException} when the
	 * receiver is closing or was destroyed
	 */
	CompletionStage<Void> open();

	/**
	 * Stops receiving and leaves the link attached: drains (section 2.6.10) within the
	 * drain timeout, 5 s by default, releases buffered messages, lets running handlers
	 * finish within the close timeout, 30 s by default; {@link #open()} grants credit
	 * again. Idempotent; may be called from a handler.
	 * @return completes when nothing is held any more, or the close timeout has passed
	 */
	CompletionStage<Void> close();

	/**
	 * Closes and detaches the link (section 2.6.6), for good. A durable subscription
	 * stays with the peer; see {@link #unsubscribe()}. Idempotent.
	 * @return completes when the link is detached
	 */
	CompletionStage<Void> destroy();

	/**
	 * Destroys, and ends a durable subscription too.
	 * @return completes when the link is detached
	 */
	CompletionStage<Void> unsubscribe();

	/**
	 * Sets the link credit <em>to</em> a number, also a lower one, until the next call or
	 * attach (section 2.6.7).
	 * @param credit messages, 0 to 65,535
	 * @param drain whether the peer should use the credit up at once or give it back
	 * @return completes when written; with drain, when the peer has answered. Fails with
	 * a {@link io.github.amqpreceiver.error.LinkDetachedException} when the receiver is
	 * not open, with an {@link io.github.amqpreceiver.error.OperationTimeoutException}
	 * when a drain is not answered within the drain timeout: the credit is 0 then
	 * @throws io.github.amqpreceiver.error.ConfigurationException if the credit is out of
	 * its range
	 */
	CompletionStage<Void> resetLinkCredit(int credit, boolean drain);

	/**
	 * Grants no further credit and drains what was granted; messages that are here are
	 * handled. Survives recovery; where nothing is attached it holds for the next attach.
	 * @return completes when the peer has drained, or at once where nothing is attached;
	 * fails with an {@link io.github.amqpreceiver.error.OperationTimeoutException} when
	 * the drain is not answered within the drain timeout: the receiver is paused all the
	 * same
	 */
	CompletionStage<Void> pause();

	/**
	 * Grants the prefetch as credit again after {@link #pause()}.
	 * @return completes when written, or at once where nothing is attached
	 */
	CompletionStage<Void> resume();

	/**
	 * Updates the link status: sends a flow with echo (section 2.6.7), and after 500 ms
	 * without an answer a drain, whose credit is then granted anew.
	 * @return completes with the status once the peer has answered; fails with a
	 * {@link io.github.amqpreceiver.error.LinkDetachedException} when the receiver is not
	 * open, with an {@link io.github.amqpreceiver.error.OperationTimeoutException} when
	 * the peer does not answer within the attach timeout, 10 s by default
	 */
	CompletionStage<ReceiverStatus> work();

	/**
	 * Switches the frame trace of this link.
	 * @param on whether its frames are logged at INFO
	 */
	void trace(boolean on);

	/**
	 * The last frames of the connection, secrets and bodies masked.
	 * @return one line a frame, the oldest first
	 */
	List<String> recentFrames();

	/**
	 * This receiver for a try-with-resources statement, which destroys it and waits until
	 * that is done. Not to be closed on an event loop.
	 * @return a view of this receiver
	 */
	AutoCloseable asCloseable();

}
