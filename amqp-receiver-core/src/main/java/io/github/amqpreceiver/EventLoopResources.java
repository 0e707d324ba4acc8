package io.github.amqpreceiver;

import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.TransportOptions;

/**
 * Event-loop threads and the default handler pool, shared by connections; {@code loop} of
 * the seed. Thread-safe.
 *
 * @since 0.1
 */
public final class EventLoopResources implements AutoCloseable {

	private EventLoopResources(TransportOptions options) {
		throw new UnsupportedOperationException("the transport follows: " + options);
	}

	/**
	 * Own event loops, to be closed by the caller.
	 * @param options their settings
	 * @return the resources
	 */
	public static EventLoopResources create(TransportOptions options) {
		return new EventLoopResources(options);
	}

	/**
	 * The event loops that all connections of this JVM share; their threads are daemons
	 * and are started when first needed.
	 * @return the resources, the same at every call
	 */
	public static EventLoopResources shared() {
		return create(TransportOptions.DEFAULT);
	}

	AmqpConnection connection(ConnectionOptions options) {
		throw new UnsupportedOperationException("the transport follows: " + options);
	}

	/**
	 * Ends the threads, for shared resources too; connections that still use them are
	 * closed without a word to their peers. Waits until the threads have ended, 5 s at
	 * most.
	 */
	@Override
	public void close() {
	}

}
