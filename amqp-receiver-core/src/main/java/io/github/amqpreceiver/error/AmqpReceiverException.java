package io.github.amqpreceiver.error;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of this library. Its message is a sentence for the person
 * who gets it: what failed, where, and what happens next or what to check; never a
 * secret.
 *
 * @since 0.1
 */
public class AmqpReceiverException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable ErrorCondition condition;

	private transient volatile List<String> recentFrames = List.of();

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public AmqpReceiverException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, cause);
		this.condition = condition;
	}

	/**
	 * The last frames of the connection before a peer or the protocol made this failure,
	 * secrets and bodies masked; also in the stack trace, as a suppressed exception.
	 * @return one line a frame, the oldest first; empty for other failures
	 */
	public final List<String> recentFrames() {
		return this.recentFrames;
	}

	/**
	 * Records the last frames; the first call counts.
	 * @param frames gives one line a frame
	 */
	public final void recordFrames(Supplier<List<String>> frames) {
		if (this.recentFrames.isEmpty()) {
			this.recentFrames = List.copyOf(frames.get());
			addSuppressed(new RecentFrames(this.recentFrames));
		}
	}

	/**
	 * The error condition of the peer or of this library.
	 * @return the condition, or null when there is none, as when a socket broke
	 */
	public @Nullable ErrorCondition condition() {
		return this.condition;
	}

}
