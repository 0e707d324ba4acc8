package io.github.amqpreceiver.spring.convert;

/**
 * Names of the headers that a message's own fields become. Application properties keep
 * their names, and so do annotations.
 *
 * @since 0.1
 */
public final class AmqpHeaders {

	/** Begins all names of this class. */
	public static final String PREFIX = "amqp_";

	/** {@code message-id}, a String, {@code byte[]}, UUID or unsigned long. */
	public static final String MESSAGE_ID = PREFIX + "messageId";

	/** {@code user-id}, a {@code byte[]}. */
	public static final String USER_ID = PREFIX + "userId";

	/** {@code to}, a String. */
	public static final String TO = PREFIX + "to";

	/** {@code subject}, a String. */
	public static final String SUBJECT = PREFIX + "subject";

	/** {@code reply-to}, a String. */
	public static final String REPLY_TO = PREFIX + "replyTo";

	/** {@code correlation-id}, of the same types as the message id. */
	public static final String CORRELATION_ID = PREFIX + "correlationId";

	/** {@code content-type}, a String. */
	public static final String CONTENT_TYPE = PREFIX + "contentType";

	/** {@code content-encoding}, a String. */
	public static final String CONTENT_ENCODING = PREFIX + "contentEncoding";

	/** {@code absolute-expiry-time}, an {@link java.time.Instant}. */
	public static final String ABSOLUTE_EXPIRY_TIME = PREFIX + "absoluteExpiryTime";

	/** {@code creation-time}, an {@link java.time.Instant}. */
	public static final String CREATION_TIME = PREFIX + "creationTime";

	/** {@code group-id}, a String. */
	public static final String GROUP_ID = PREFIX + "groupId";

	/** {@code group-sequence}, a Long. */
	public static final String GROUP_SEQUENCE = PREFIX + "groupSequence";

	/** {@code reply-to-group-id}, a String. */
	public static final String REPLY_TO_GROUP_ID = PREFIX + "replyToGroupId";

	/** {@code durable} of the header section, a Boolean. */
	public static final String DURABLE = PREFIX + "durable";

	/** {@code priority}, an Integer. */
	public static final String PRIORITY = PREFIX + "priority";

	/** {@code ttl}, a {@link java.time.Duration}. */
	public static final String TTL = PREFIX + "ttl";

	/** {@code delivery-count}: failed deliveries before this one, a Long. */
	public static final String DELIVERY_COUNT = PREFIX + "deliveryCount";

	/** The address that the message was received from, a String. */
	public static final String RECEIVED_ADDRESS = PREFIX + "receivedAddress";

	/** The name of the link that it came on, a String. */
	public static final String LINK_NAME = PREFIX + "linkName";

	/** The {@link io.github.amqpreceiver.delivery.Delivery} itself. */
	public static final String DELIVERY = PREFIX + "delivery";

	private AmqpHeaders() {
	}

}
