package io.github.amqpreceiver.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A received message (AMQP 1.0, section 3.2). The payload is held as one heap array; a
 * section is decoded when it is first asked for. Safe for use by several threads:
 * sections are immutable once decoded.
 * <p>
 * Each accessor throws {@link io.github.amqpreceiver.error.MessageDecodeException} when
 * the section that it needs is broken; left uncaught in a handler, that rejects the
 * message with {@code amqp:decode-error}.
 *
 * @since 0.1
 */
public interface ReceivedMessage {

	/**
	 * The header section.
	 * @return the header, {@link MessageHeader#ABSENT} when the message has none
	 */
	MessageHeader header();

	/**
	 * The delivery-annotations section (section 3.2.2).
	 * @return an unmodifiable map, empty when the message has none
	 */
	Map<Symbol, Object> deliveryAnnotations();

	/**
	 * The message-annotations section (section 3.2.3).
	 * @return an unmodifiable map, empty when the message has none
	 */
	Map<Symbol, Object> messageAnnotations();

	/**
	 * The properties section.
	 * @return the properties, {@link MessageProperties#ABSENT} when the message has none
	 */
	MessageProperties properties();

	/**
	 * The application-properties section (section 3.2.5).
	 * @return an unmodifiable map, empty when the message has none; a value may be null
	 */
	Map<String, @Nullable Object> applicationProperties();

	/**
	 * One application property, without building the whole map where that was not built
	 * before.
	 * @param name its name
	 * @return its value, null when absent
	 */
	@Nullable Object applicationProperty(String name);

	/**
	 * The body.
	 * @return the body
	 */
	MessageBody body();

	/**
	 * The footer section (section 3.2.9).
	 * @return an unmodifiable map, empty when the message has none
	 */
	Map<Symbol, Object> footer();

	/**
	 * The body as bytes: of data sections, of a binary value, or of a string value in the
	 * message's charset.
	 * @return the bytes, not to be changed; empty for an empty body
	 * @throws IllegalStateException when the body is of another kind
	 */
	byte[] bodyBytes();

	/**
	 * The body as bytes without a copy where it is one data section; else as
	 * {@link #bodyBytes()}.
	 * @return a read-only buffer whose bytes lie between its position and its limit, new
	 * at every call
	 * @throws IllegalStateException when the body is of another kind
	 */
	default ByteBuffer bodyBuffer() {
		return ByteBuffer.wrap(bodyBytes()).asReadOnlyBuffer();
	}

	/**
	 * The body as a stream, for large ones: several data sections are read one after the
	 * other and never joined, and the only one is read where it lies, without a copy.
	 * Nothing has to be closed.
	 * @return a stream from the beginning, new at every call; not thread-safe
	 * @throws IllegalStateException when the body is of another kind
	 */
	default InputStream bodyStream() {
		if (body() instanceof MessageBody.Data data && data.sections().size() > 1) {
			return new SequenceInputStream(
					Collections.enumeration(data.sections().stream().map(ByteArrayInputStream::new).toList()));
		}
		return new ByteArrayInputStream(bodyBytes());
	}

	/**
	 * The body as text: data in the charset that its content-type names, else in the
	 * receiver's; a string or symbol value as it is; other scalar values in their usual
	 * form.
	 * @return the text, empty for an empty body
	 * @throws IllegalStateException when the body is of another kind
	 */
	String bodyText();

	/**
	 * How many bytes the encoded message has.
	 * @return bytes
	 */
	int size();

	/**
	 * The message-format of the transfer (section 2.8.11), 0 for the standard one.
	 * @return an unsigned 32-bit number
	 */
	long messageFormat();

	/**
	 * A copy of the encoded message.
	 * @return the bytes
	 */
	byte[] encoded();

}
