package io.github.amqpreceiver.boot.actuate.endpoint;

import io.github.amqpreceiver.error.AmqpReceiverException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the endpoint shows it.
 *
 * @param condition the error condition, or null when there is none
 * @param message what failed, and what to check
 * @since 0.1
 */
public record ErrorDescriptor(@Nullable String condition, @Nullable String message) {

	static @Nullable ErrorDescriptor of(@Nullable AmqpReceiverException error) {
		if (error == null) {
			return null;
		}
		return new ErrorDescriptor((error.condition() != null) ? error.condition().condition().toString() : null,
				error.getMessage());
	}

}
