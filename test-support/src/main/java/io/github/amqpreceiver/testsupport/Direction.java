package io.github.amqpreceiver.testsupport;

/**
 * Which way bytes go through a {@link FaultyProxy}.
 *
 * @since 0.1.0
 */
public enum Direction {

	/**
	 * From the client, which is what is tested, to the server.
	 */
	TO_SERVER,

	/**
	 * From the server to the client.
	 */
	TO_CLIENT,

	/**
	 * Both ways.
	 */
	BOTH;

	boolean includes(Direction one) {
		return this == BOTH || this == one;
	}

}
