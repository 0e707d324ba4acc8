package io.github.amqpreceiver.event;

/**
 * Counts of a connection. All methods are called on its event loop, once a burst, and
 * must not block or throw.
 *
 * @since 0.1
 */
public interface ConnectionMetrics {

	/** Counts nothing. */
	ConnectionMetrics NONE = new ConnectionMetrics() {
	};

	/**
	 * Frames were read.
	 * @param frames how many
	 * @param bytes how many bytes
	 */
	default void received(int frames, long bytes) {
	}

	/**
	 * Frames were written.
	 * @param frames how many
	 * @param bytes how many bytes
	 */
	default void sent(int frames, long bytes) {
	}

}
