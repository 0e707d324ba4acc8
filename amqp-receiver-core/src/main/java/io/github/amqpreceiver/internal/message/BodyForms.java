package io.github.amqpreceiver.internal.message;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.type.CodePoint;
import io.github.amqpreceiver.type.Decimal128;
import io.github.amqpreceiver.type.Decimal32;
import io.github.amqpreceiver.type.Decimal64;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Bodies as bytes and as text. Stateless. An empty body, and the value null, are empty.
 */
final class BodyForms {

	private static final String PARAMETER = "charset=";

	/**
	 * Longer than any name of a charset: each unknown one makes the JDK search for it.
	 */
	private static final int MAX_NAME = 40;

	private static final byte[] NO_BYTES = {};

	private BodyForms() {
	}

	static byte[] bytes(MessageBody body, Supplier<Charset> charset) {
		if (body instanceof MessageBody.Data data) {
			return data.bytes();
		}
		Object value = value(body);
		if (value == null) {
			return NO_BYTES;
		}
		if (value instanceof byte[] binary) {
			return binary;
		}
		if (value instanceof String text) {
			return text.getBytes(charset.get());
		}
		throw otherKind("bytes", value);
	}

	static String text(MessageBody body, Supplier<Charset> charset) {
		if (body instanceof MessageBody.Data data) {
			return new String(data.bytes(), charset.get());
		}
		Object value = value(body);
		if (value == null) {
			return "";
		}
		if (value instanceof byte[] binary) {
			return new String(binary, charset.get());
		}
		String text = of(value);
		if (text == null) {
			throw otherKind("text", value);
		}
		return text;
	}

	/** The value of a body that is not of data, null for an empty one. */
	private static @Nullable Object value(MessageBody body) {
		if (body instanceof MessageBody.Value value) {
			return value.value();
		}
		return (body instanceof MessageBody.Sequence sequence) ? sequence.sections() : null;
	}

	private static IllegalStateException otherKind(String wanted, Object value) {
		return new IllegalStateException("A body of %s has no form as %s: use body()".formatted(kind(value), wanted));
	}

	/**
	 * The charset of a content type.
	 * @param contentType a MIME type, such as {@code text/plain; charset=utf-8}, or null
	 * @param otherwise for a content type that names none
	 * @return the charset
	 */
	static Charset charset(@Nullable String contentType, Charset otherwise) {
		int parameters = (contentType != null) ? contentType.indexOf(';') : -1;
		if (contentType == null || parameters < 0) {
			return otherwise;
		}
		for (String parameter : contentType.substring(parameters + 1).split(";")) {
			String trimmed = parameter.strip();
			if (trimmed.regionMatches(true, 0, PARAMETER, 0, PARAMETER.length())) {
				return named(trimmed.substring(PARAMETER.length()).replace("\"", "").strip());
			}
		}
		return otherwise;
	}

	private static Charset named(String name) {
		try {
			if (name.length() <= MAX_NAME) {
				return Charset.forName(name.toLowerCase(Locale.ROOT));
			}
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			// The same as a name that is too long
		}
		String sentence = "The body cannot be read as text, because the content-type names the charset '%s', "
				+ "which this JVM does not know";
		String message = sentence
			.formatted(ErrorCondition.printable(name.substring(0, Math.min(name.length(), MAX_NAME))));
		throw new MessageDecodeException(message, new ErrorCondition(Conditions.DECODE_ERROR, message), null);
	}

	/**
	 * A scalar in its usual form.
	 * @param value an AMQP value
	 * @return the text, or null if the value is no scalar
	 */
	private static @Nullable String of(Object value) {
		if (value instanceof Decimal32 decimal) {
			return number(decimal::toBigDecimal, decimal);
		}
		if (value instanceof Decimal64 decimal) {
			return number(decimal::toBigDecimal, decimal);
		}
		if (value instanceof Decimal128 decimal) {
			return number(decimal::toBigDecimal, decimal);
		}
		boolean scalar = value instanceof String || value instanceof Symbol || value instanceof Number
				|| value instanceof Boolean || value instanceof UUID || value instanceof Instant
				|| value instanceof CodePoint;
		return scalar ? value.toString() : null;
	}

	/**
	 * What a value is, for a sentence.
	 * @param value an AMQP value without a usual form
	 * @return a word
	 */
	private static String kind(Object value) {
		if (value instanceof Map) {
			return "a map";
		}
		if (value instanceof List) {
			return "a list";
		}
		return (value instanceof Described) ? "a described value"
				: (value instanceof Object[]) ? "an array" : "a number";
	}

	private static String number(Supplier<BigDecimal> number, Object decimal) {
		try {
			return number.get().toString();
		}
		catch (ArithmeticException ex) {
			// An infinity, or not a number
			return decimal.toString();
		}
	}

}
