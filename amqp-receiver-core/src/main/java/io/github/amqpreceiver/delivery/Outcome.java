package io.github.amqpreceiver.delivery;

import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery, in the words of AMQP 1.0, section 3.4: one of the four
 * terminal delivery states.
 *
 * @since 0.1
 */
public sealed interface Outcome {

	/**
	 * The message was processed; the source may forget it (section 3.4.2).
	 * @return the accepted outcome, always the same instance
	 */
	static Outcome accepted() {
		return Accepted.INSTANCE;
	}

	/**
	 * The message was not looked at; the source may deliver it again, here or elsewhere,
	 * without counting the attempt (section 3.4.4).
	 * @return the released outcome, always the same instance
	 */
	static Outcome released() {
		return Released.INSTANCE;
	}

	/**
	 * The message is invalid and should not be delivered again; brokers move it to a
	 * dead-letter address (section 3.4.3).
	 * @return a rejected outcome without a reason
	 */
	static Outcome rejected() {
		return Rejected.WITHOUT_ERROR;
	}

	/**
	 * The message is invalid for the given reason (section 3.4.3).
	 * @param error the reason, which the peer gets to see
	 * @return a rejected outcome
	 */
	static Outcome rejected(ErrorCondition error) {
		return new Rejected(error);
	}

	/**
	 * The delivery failed; the source counts the attempt and may deliver the message
	 * again (section 3.4.5, {@code delivery-failed}).
	 * @return the modified outcome with {@code delivery-failed}, always the same instance
	 */
	static Outcome failed() {
		return Modified.FAILED;
	}

	/**
	 * The delivery failed and the source should not deliver the message here again
	 * (section 3.4.5, {@code delivery-failed} and {@code undeliverable-here}).
	 * @return the modified outcome, always the same instance
	 */
	static Outcome failedUndeliverableHere() {
		return Modified.FAILED_UNDELIVERABLE;
	}

	/**
	 * The message goes back changed (section 3.4.5).
	 * @param deliveryFailed whether the source counts the attempt
	 * @param undeliverableHere whether the source should not deliver it here again
	 * @param messageAnnotations annotations that the source merges into the message; may
	 * be empty
	 * @return a modified outcome
	 */
	static Outcome modified(boolean deliveryFailed, boolean undeliverableHere, Map<Symbol, Object> messageAnnotations) {
		return new Modified(deliveryFailed, undeliverableHere, messageAnnotations);
	}

	/**
	 * Which of the four outcomes this is.
	 * @return the kind
	 */
	Kind kind();

	/** The four outcomes, for switches and for metric tags. */
	enum Kind {

		/** See {@link Outcome#accepted()}. */
		ACCEPTED,
		/** See {@link Outcome#released()}. */
		RELEASED,
		/** See {@link Outcome#rejected()}. */
		REJECTED,
		/** See {@link Outcome#failed()}. */
		MODIFIED

	}

	/** Processed (section 3.4.2). */
	record Accepted() implements Outcome {

		private static final Accepted INSTANCE = new Accepted();

		@Override
		public Kind kind() {
			return Kind.ACCEPTED;
		}

	}

	/** Not looked at (section 3.4.4). */
	record Released() implements Outcome {

		private static final Released INSTANCE = new Released();

		@Override
		public Kind kind() {
			return Kind.RELEASED;
		}

	}

	/**
	 * Invalid (section 3.4.3).
	 *
	 * @param error the reason, or null
	 */
	record Rejected(@Nullable ErrorCondition error) implements Outcome {

		private static final Rejected WITHOUT_ERROR = new Rejected(null);

		@Override
		public Kind kind() {
			return Kind.REJECTED;
		}

	}

	/**
	 * Goes back changed (section 3.4.5).
	 *
	 * @param deliveryFailed whether the source counts the attempt
	 * @param undeliverableHere whether the source should not deliver it here again
	 * @param messageAnnotations annotations that the source merges into the message
	 */
	record Modified(boolean deliveryFailed, boolean undeliverableHere,
			Map<Symbol, Object> messageAnnotations) implements Outcome {

		private static final Modified FAILED = new Modified(true, false, Map.of());

		private static final Modified FAILED_UNDELIVERABLE = new Modified(true, true, Map.of());

		/**
		 * Copies the annotations.
		 */
		public Modified {
			messageAnnotations = Map.copyOf(Objects.requireNonNull(messageAnnotations, "messageAnnotations"));
		}

		@Override
		public Kind kind() {
			return Kind.MODIFIED;
		}

	}

}
