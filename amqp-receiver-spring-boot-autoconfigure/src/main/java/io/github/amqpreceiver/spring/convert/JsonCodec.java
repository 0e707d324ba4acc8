package io.github.amqpreceiver.spring.convert;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * JSON for payloads and replies, without a type of a JSON library, which need not be on
 * the class path; see {@link JacksonJsonCodec}. Thread-safe.
 *
 * @since 0.1
 */
public interface JsonCodec {

	/**
	 * A reader of one type; asked for at start.
	 * @param type the type, with its generics; it alone says what is built, nothing in
	 * the message does
	 * @return the reader
	 */
	Reader reader(Type type);

	/**
	 * A value as JSON.
	 * @param value the value
	 * @return UTF-8 encoded JSON
	 */
	byte[] write(Object value);

	/** Reads JSON into one type. */
	interface Reader {

		/**
		 * Reads JSON.
		 * @param json the JSON in UTF-8, UTF-16 or UTF-32
		 * @return the value
		 */
		@Nullable Object read(byte[] json);

		/**
		 * Reads JSON.
		 * @param json the JSON
		 * @return the value
		 */
		@Nullable Object read(String json);

		/**
		 * Makes the value of maps, lists and scalars.
		 * @param value an AMQP value in Java's types
		 * @return the value
		 */
		@Nullable Object convert(@Nullable Object value);

	}

}
