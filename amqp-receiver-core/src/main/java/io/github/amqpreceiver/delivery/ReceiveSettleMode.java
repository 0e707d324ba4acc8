package io.github.amqpreceiver.delivery;

/**
 * Who settles a message, in the words of the seed.
 *
 * @since 0.1
 */
public enum ReceiveSettleMode {

	/** The peer locks a message until this side gives its outcome. */
	PEEK_LOCK,
	/** The peer forgets a message when it sends it. */
	RECEIVE_AND_DELETE

}
