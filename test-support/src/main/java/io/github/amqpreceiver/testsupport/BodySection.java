package io.github.amqpreceiver.testsupport;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One body section of a {@link MessageView}.
 *
 * @since 0.1.0
 */
public sealed interface BodySection {

	/**
	 * A data section.
	 *
	 * @param bytes its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Data(byte[] bytes) implements BodySection {
	}

	/**
	 * An amqp-sequence section.
	 *
	 * @param elements its elements
	 */
	record Sequence(List<?> elements) implements BodySection {
	}

	/**
	 * An amqp-value section.
	 *
	 * @param value its value
	 */
	record Value(@Nullable Object value) implements BodySection {
	}

}
