package io.github.amqpreceiver;

import io.github.amqpreceiver.internal.connection.ConnectionSupervisor;
import io.github.amqpreceiver.internal.transport.EventLoops;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.TransportOptions;

/**
 * Event-loop threads and the default handler pool, shared by connections; {@code loop} of
 * the seed. Thread-safe.
 *
 * @since 0.1
 */
public final class EventLoopResources implements AutoCloseable {

	private final EventLoops loops;

	private EventLoopResources(TransportOptions options) {
		this.loops = new EventLoops(options);
	}

	/**
	 * Own event loops, to be closed by the caller.
	 * @param options their settings
	 * @return the resources
	 * @throws io.github.amqpreceiver.error.ConfigurationException when virtual threads
	 * are wanted and the Java runtime has none
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
		return Shared.INSTANCE;
	}

	AmqpConnection connection(ConnectionOptions options) {
		return new SupervisedConnection(new ConnectionSupervisor(options, this.loops));
	}

	/**
	 * Ends the threads; connections that still use them are cut without a word to their
	 * peers. Waits until the threads have ended, 5 s at most. The shared resources are
	 * never closed: for them this does nothing.
	 */
	@Override
	public void close() {
		if (this != Shared.INSTANCE) {
			this.loops.close();
		}
	}

	/** Made when first needed. */
	private static final class Shared {

		private static final EventLoopResources INSTANCE = new EventLoopResources(TransportOptions.DEFAULT);

	}

}
