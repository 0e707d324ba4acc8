package io.github.amqpreceiver.testsupport;

/**
 * How a {@link FaultyProxy} ends a connection.
 *
 * @since 0.1.0
 */
public enum Cut {

	/**
	 * With RST, to both sides, bytes on their way dropped.
	 */
	RESET,

	/**
	 * With FIN, to both sides, bytes on their way dropped.
	 */
	FIN

}
