package io.github.amqpreceiver.type;

import org.jspecify.annotations.Nullable;

/**
 * A value with a descriptor that says what it means (AMQP 1.0, section 1.2).
 *
 * @param descriptor most often a {@link Symbol} or an {@link UnsignedLong}
 * @param value the value that is described, any AMQP value
 * @since 0.1
 */
public record Described(Object descriptor, @Nullable Object value) {
}
