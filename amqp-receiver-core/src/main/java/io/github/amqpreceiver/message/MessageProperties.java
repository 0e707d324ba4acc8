package io.github.amqpreceiver.message;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The properties section (AMQP 1.0, section 3.2.4); every field may be absent.
 *
 * @param messageId a String, {@code byte[]}, {@link java.util.UUID} or
 * {@link io.github.amqpreceiver.type.UnsignedLong}
 * @param userId who sent it
 * @param to the node that the message is for
 * @param subject a short summary
 * @param replyTo the node to send replies to
 * @param correlationId of the same types as {@code messageId}
 * @param contentType the MIME type of data bodies
 * @param contentEncoding the encoding of data bodies, never undone by this library
 * @param absoluteExpiryTime when the message expires
 * @param creationTime when it was created
 * @param groupId the group that the message belongs to
 * @param groupSequence its position in the group, 0 to 2³²-1
 * @param replyToGroupId the group that the reply belongs to
 * @since 0.1
 */
public record MessageProperties(@Nullable Object messageId, byte @Nullable [] userId, @Nullable String to,
		@Nullable String subject, @Nullable String replyTo, @Nullable Object correlationId,
		@Nullable String contentType, @Nullable String contentEncoding, @Nullable Instant absoluteExpiryTime,
		@Nullable Instant creationTime, @Nullable String groupId, @Nullable Long groupSequence,
		@Nullable String replyToGroupId) {

	/** What holds for a message that has no properties section. */
	public static final MessageProperties ABSENT = new MessageProperties(null, null, null, null, null, null, null, null,
			null, null, null, null, null);

}
