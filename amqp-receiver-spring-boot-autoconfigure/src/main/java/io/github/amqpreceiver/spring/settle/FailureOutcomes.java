package io.github.amqpreceiver.spring.settle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * From an exception to an outcome. Of the exception and its causes, from the outside in,
 * the first that the table names counts, by its most specific type; {@code Exception},
 * {@code RuntimeException}, {@code Error} and {@code Throwable} count only when nothing
 * else in the chain is named. Immutable.
 *
 * @since 0.1
 */
public final class FailureOutcomes {

	/** Conversion and validation failures: another attempt cannot succeed. */
	private static final Set<Class<? extends Throwable>> POISON = Set.of(MessageConversionException.class,
			MethodArgumentResolutionException.class, MessageDecodeException.class);

	private static final Set<Class<? extends Throwable>> CATCH_ALL = Set.of(Throwable.class, Exception.class,
			RuntimeException.class, Error.class);

	/** A chain of causes that is longer than this goes in circles. */
	private static final int DEEPEST = 32;

	private final Map<Class<? extends Throwable>, FailureOutcome> table;

	private final FailureOutcome fallback;

	/**
	 * Creates the table.
	 * @param table outcomes by type
	 * @param fallback the outcome for everything else
	 */
	public FailureOutcomes(Map<Class<? extends Throwable>, FailureOutcome> table, FailureOutcome fallback) {
		Map<Class<? extends Throwable>, FailureOutcome> all = new LinkedHashMap<>();
		POISON.forEach((type) -> all.put(type, FailureOutcome.REJECTED));
		// somebody stops the executor: the message was not at fault (F-47)
		all.put(InterruptedException.class, FailureOutcome.RELEASED);
		all.putAll(table);
		this.table = Map.copyOf(all);
		this.fallback = fallback;
	}

	/**
	 * The outcome of a failure.
	 * @param failure what happened
	 * @return the outcome
	 */
	public Outcome of(Throwable failure) {
		Throwable real = unwrap(failure);
		FailureOutcome found = find(real, false);
		if (found == null) {
			found = find(real, true);
		}
		return outcome((found != null) ? found : this.fallback,
				isPoison(real) ? Conditions.DECODE_ERROR : Conditions.INTERNAL_ERROR, real);
	}

	/**
	 * Whether another attempt cannot succeed: the payload could not be converted or is
	 * not valid.
	 * @param failure what happened
	 * @return whether the message is poison
	 */
	public static boolean isPoison(Throwable failure) {
		Throwable real = unwrap(failure);
		return POISON.stream().anyMatch((type) -> type.isInstance(real));
	}

	/**
	 * An outcome of the settings as one of the protocol.
	 * @param outcome the outcome
	 * @param condition the condition of a rejection
	 * @param failure the reason of a rejection
	 * @return the outcome
	 */
	public static Outcome outcome(FailureOutcome outcome, Symbol condition, Throwable failure) {
		return switch (outcome) {
			case ACCEPTED -> Outcome.accepted();
			case RELEASED -> Outcome.released();
			case REJECTED -> Outcome.rejected(FailureReason.of(condition, failure));
			case MODIFIED_FAILED -> Outcome.failed();
			case MODIFIED_FAILED_UNDELIVERABLE_HERE -> Outcome.failedUndeliverableHere();
		};
	}

	/**
	 * What really happened: without the wrappers of futures.
	 * @param failure a failure
	 * @return the failure inside
	 */
	public static Throwable unwrap(Throwable failure) {
		Throwable real = failure;
		while ((real instanceof CompletionException || real instanceof ExecutionException) && real.getCause() != null) {
			real = real.getCause();
		}
		return real;
	}

	private @Nullable FailureOutcome find(Throwable failure, boolean catchAll) {
		Throwable one = failure;
		for (int depth = 0; one != null && depth < DEEPEST; depth++) {
			for (Class<?> type = one.getClass(); type != null; type = type.getSuperclass()) {
				FailureOutcome found = (CATCH_ALL.contains(type) == catchAll) ? this.table.get(type) : null;
				if (found != null) {
					return found;
				}
			}
			one = one.getCause();
		}
		return null;
	}

}
