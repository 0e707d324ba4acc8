package io.github.amqpreceiver;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A supervised connection: dialled when first needed, dialled again when lost, until it
 * is closed. Thread-safe. Every stage completes on the connection's event loop: what is
 * chained to it must not block.
 *
 * @since 0.1
 */
public interface AmqpConnection {

	/**
	 * A connection on the event loops that all connections of this JVM share; nothing is
	 * dialled yet.
	 * @param options its settings
	 * @return the connection
	 */
	static AmqpConnection create(ConnectionOptions options) {
		return create(options, EventLoopResources.shared());
	}

	/**
	 * A connection on event loops of the application's choice; nothing is dialled yet.
	 * @param options its settings
	 * @param resources the event loops, which outlive the connection
	 * @return the connection
	 */
	static AmqpConnection create(ConnectionOptions options, EventLoopResources resources) {
		return resources.connection(options);
	}

	/**
	 * Dials now instead of at the first link.
	 * @return completes when the connection is open; fails when it gave up
	 */
	CompletionStage<Void> open();

	/**
	 * Whether the connection is open at this moment.
	 * @return whether it is open
	 */
	boolean isOpen();

	/**
	 * The last failure.
	 * @return the failure, or null when there was none
	 */
	@Nullable AmqpReceiverException lastError();

	/**
	 * What the peer said of itself when the connection was last opened.
	 * @return the peer, or null before that
	 */
	@Nullable PeerInfo peer();

	/**
	 * What the peer may make this connection hold or do, so that settings of a link can
	 * be held to it before anything is opened.
	 * @return the limits
	 */
	Limits limits();

	/**
	 * A session; nothing is sent before one of its links opens.
	 * @param options its settings
	 * @return the session
	 */
	AmqpSession session(SessionOptions options);

	/**
	 * A session with default settings.
	 * @return the session
	 */
	default AmqpSession session() {
		return session(SessionOptions.DEFAULT);
	}

	/**
	 * Switches the frame trace.
	 * @param on whether frames are logged at INFO
	 */
	void trace(boolean on);

	/**
	 * The last frames, secrets and bodies masked.
	 * @return one line a frame, the oldest first
	 */
	List<String> recentFrames();

	/**
	 * Closes the sessions and then the connection (section 2.4.3), for good. Waits for
	 * the peer's close no longer than the close timeout, 1 s by default. Idempotent.
	 * @return completes when the socket is closed
	 */
	CompletionStage<Void> close();

	/**
	 * This connection for a try-with-resources statement, which waits until it is closed.
	 * Not to be closed on an event loop.
	 * @return a view of this connection
	 */
	AutoCloseable asCloseable();

}
