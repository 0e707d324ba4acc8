package io.github.amqpreceiver.testsupport;

/**
 * What a {@link FaultyProxy} does with clients that come.
 *
 * @since 0.1.0
 */
public enum NewConnections {

	/**
	 * Connects them to the server; when that cannot be reached they get RST.
	 */
	FORWARD,

	/**
	 * Does not listen: connection refused.
	 */
	REFUSE,

	/**
	 * Accepts them and never says a byte.
	 */
	SILENT,

	/**
	 * Accepts them and sends RST at once.
	 */
	RESET

}
