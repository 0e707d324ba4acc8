package io.github.amqpreceiver.message;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The header section (AMQP 1.0, section 3.2.1).
 *
 * @param durable whether the message survives a broker restart; false unless sent
 * @param priority relative priority, 0 to 255; 4 unless sent
 * @param ttl how long the message lives from its sending, in milliseconds; null when it
 * does not expire
 * @param firstAcquirer whether no other receiver had the message before
 * @param deliveryCount how often delivery failed before, 0 to 2³²-1
 * @since 0.1
 */
public record MessageHeader(boolean durable, int priority, @Nullable Duration ttl, boolean firstAcquirer,
		long deliveryCount) {

	/** What holds for a message that has no header section. */
	public static final MessageHeader ABSENT = new MessageHeader(false, 4, null, false, 0);

}
