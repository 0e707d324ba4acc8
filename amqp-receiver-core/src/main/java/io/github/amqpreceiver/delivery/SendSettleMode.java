package io.github.amqpreceiver.delivery;

/**
 * What is asked of the sender (AMQP 1.0, section 2.8.2).
 *
 * @since 0.1
 */
public enum SendSettleMode {

	/** All deliveries unsettled; goes with {@link ReceiveSettleMode#PEEK_LOCK}. */
	UNSETTLED,
	/** All deliveries settled; goes with {@link ReceiveSettleMode#RECEIVE_AND_DELETE}. */
	SETTLED,
	/** The sender decides for each delivery. */
	MIXED

}
