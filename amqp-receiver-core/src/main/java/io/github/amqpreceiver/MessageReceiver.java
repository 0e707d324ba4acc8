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
	 * Opens: connects and begins the session where needed, attaches the link and grants
	 * credit. Where recovery is on, failed attempts are repeated and the stage stays open
	 * until one succeeds or the receiver gives up.
	 * @return completes when the link is attached and usable; fails with an exception
	 * that names address, condition and what to check
	 */
	CompletionStage<Void> open();

	/**
	 * Stops receiving and leaves the link attached: drains, lets running handlers finish,
	 * releases buffered messages; {@link #open()} grants credit again.
	 * @return completes when nothing is held any more, or the close timeout has passed
	 */
	CompletionStage<Void> close();

	/**
	 * Closes and detaches the link, for good. A durable subscription stays with the peer;
	 * see {@link #unsubscribe()}. Idempotent.
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
	 * attach.
	 * @param credit messages, 0 to 65,535
	 * @param drain whether the peer should use the credit up at once or give it back
	 * @return completes when written; with drain, when the peer has answered
	 */
	CompletionStage<Void> resetLinkCredit(int credit, boolean drain);

	/**
	 * Grants no further credit and drains what was granted; messages that are here are
	 * handled. Survives recovery.
	 * @return completes when the peer has drained
	 */
	CompletionStage<Void> pause();

	/**
	 * Grants credit again after {@link #pause()}.
	 * @return completes when written
	 */
	CompletionStage<Void> resume();

	/**
	 * Updates the link status: sends a flow with echo.
	 * @return completes with the status once the peer has answered
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
