package io.github.amqpreceiver.boot.metrics;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Names of meters, and tag values of which there can never be many. Thread-safe.
 */
final class MeterNames {

	static final String PREFIX = "amqp.receiver.";

	static final String OTHER = "other";

	private static final int MAX_VALUES = 50;

	private final Set<String> conditions = ConcurrentHashMap.newKeySet();

	private final Set<String> errors = ConcurrentHashMap.newKeySet();

	static String outcome(Outcome.@Nullable Kind kind) {
		return (kind != null) ? kind.name().toLowerCase(Locale.ROOT) : "manual";
	}

	String error(@Nullable Throwable failure) {
		return (failure != null) ? bounded(this.errors, failure.getClass().getSimpleName()) : "none";
	}

	// a peer may invent as many conditions as it likes
	String condition(@Nullable Object condition) {
		return (condition != null) ? bounded(this.conditions, condition.toString()) : "none";
	}

	private static String bounded(Set<String> seen, String value) {
		if (value.isEmpty() || value.length() > 100) {
			return OTHER;
		}
		if (seen.contains(value) || (seen.size() < MAX_VALUES && seen.add(value))) {
			return value;
		}
		return seen.contains(value) ? value : OTHER;
	}

}
