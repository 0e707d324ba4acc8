package io.github.amqpreceiver.message;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The body of a message: exactly one of the kinds of AMQP 1.0, section 3.2.6 to 3.2.8, or
 * nothing.
 *
 * @since 0.1
 */
public sealed interface MessageBody {

	/**
	 * One or more data sections.
	 *
	 * @param sections the bytes of each section, in order; at least one
	 */
	record Data(List<byte[]> sections) implements MessageBody {

		/**
		 * All bytes: the only section's own array, or the sections joined in a new one.
		 * @return the bytes
		 */
		public byte[] bytes() {
			if (this.sections.size() == 1) {
				return this.sections.get(0);
			}
			int length = this.sections.stream().mapToInt((section) -> section.length).sum();
			byte[] joined = new byte[length];
			int at = 0;
			for (byte[] section : this.sections) {
				System.arraycopy(section, 0, joined, at, section.length);
				at += section.length;
			}
			return joined;
		}

	}

	/**
	 * One or more amqp-sequence sections.
	 *
	 * @param sections the lists, in order; at least one
	 */
	record Sequence(List<List<@Nullable Object>> sections) implements MessageBody {
	}

	/**
	 * One amqp-value section.
	 *
	 * @param value any AMQP value, or null
	 */
	record Value(@Nullable Object value) implements MessageBody {
	}

	/** No body section at all, which some senders use for an empty message. */
	record Empty() implements MessageBody {

		/** The empty body. */
		public static final Empty INSTANCE = new Empty();

	}

}
