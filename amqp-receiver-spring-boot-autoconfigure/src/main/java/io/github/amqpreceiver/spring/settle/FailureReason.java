package io.github.amqpreceiver.spring.settle;

import java.util.Map;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is told of a failure: class and message, in one line, cut to a size that
 * fits any frame.
 *
 * @since 0.1
 */
public final class FailureReason {

	/** The longest description, in characters. */
	static final int LONGEST = 512;

	/** A chain of causes that is longer than this goes in circles. */
	private static final int DEEPEST = 32;

	private static final Symbol EXCEPTION = Symbol.valueOf("exception");

	private FailureReason() {
	}

	/**
	 * The reason as an error.
	 * @param condition its symbol
	 * @param failure what happened
	 * @return the error, with the class in its info
	 */
	public static ErrorCondition of(Symbol condition, Throwable failure) {
		return new ErrorCondition(condition, describe(failure),
				Map.of(EXCEPTION, line(failure.getClass().getName(), 255)));
	}

	/**
	 * The reason as text.
	 * @param failure what happened
	 * @return class and message
	 */
	public static String describe(Throwable failure) {
		String type = failure.getClass().getName();
		String message = messageOf(failure);
		return line((message != null && !message.isBlank()) ? type + ": " + message : type, LONGEST);
	}

	/**
	 * The reason as text for those who look after the application: with the innermost
	 * cause, where there is one.
	 * @param failure what happened
	 * @return class and message of both
	 */
	public static String withRoot(Throwable failure) {
		Throwable root = failure;
		for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
			root = root.getCause();
		}
		return (root == failure) ? describe(failure) : describe(failure) + " (caused by " + describe(root) + ")";
	}

	private static @Nullable String messageOf(Throwable failure) {
		try {
			return failure.getMessage();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Text in one line: without control characters, and not too long.
	 * @param text any text
	 * @param longest the most characters, 2 or more
	 * @return the text; with an ellipsis at its end where it was cut
	 */
	public static String line(String text, int longest) {
		StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
		for (int i = 0; i < text.length() && line.length() < longest; i++) {
			char character = text.charAt(i);
			line.append(Character.isISOControl(character) ? ' ' : character);
		}
		if (text.length() > longest) {
			int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
			line.setLength(end);
			line.append('…');
		}
		return line.toString();
	}

}
