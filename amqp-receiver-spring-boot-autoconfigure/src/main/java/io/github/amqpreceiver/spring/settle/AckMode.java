package io.github.amqpreceiver.spring.settle;

/**
 * Who gives a message its outcome.
 *
 * @since 0.1
 */
public enum AckMode {

	/**
	 * The listener: accepted after the method returned normally or its future completed,
	 * never before; else the outcome of the failure.
	 */
	AUTO,
	/**
	 * The method, through its {@link AmqpAcknowledgment} argument, now or later. A
	 * failure before that still gets its outcome.
	 */
	MANUAL

}
