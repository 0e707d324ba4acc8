package io.github.amqpreceiver.spring.endpoint;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What can be set about a listener: a name, a type, a range, and a default where
 * {@link io.github.amqpreceiver.options.ReceiverOptions} has none. All there are stand in
 * {@link LinkSettings}, {@link CallSettings} and {@link FailureSettings}; each is written
 * down once, and {@link ListenerSettings} holds their values. Immutable; compared by
 * identity.
 *
 * @param <T> the type of its values
 * @since 0.1
 */
public final class ListenerSetting<T> {

	private final String name;

	private final Range<T> range;

	private final UnaryOperator<T> copy;

	private final BinaryOperator<T> overlay;

	private final @Nullable T defaultValue;

	private ListenerSetting(String name, Range<T> range, UnaryOperator<T> copy, BinaryOperator<T> overlay,
			@Nullable T defaultValue) {
		this.name = name;
		this.range = range;
		this.copy = copy;
		this.overlay = overlay;
		this.defaultValue = defaultValue;
	}

	static <T> ListenerSetting<T> any(String name) {
		return ranged(name, (value) -> true, "");
	}

	static ListenerSetting<Integer> number(String name, int min, int max) {
		return ranged(name, (value) -> value >= min && value <= max, min + " to " + max);
	}

	static ListenerSetting<Duration> duration(String name, Duration min, Duration max) {
		return ranged(name, (value) -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
				text(min) + " to " + text(max));
	}

	static <T> ListenerSetting<T> ranged(String name, Predicate<T> allowed, String description) {
		return new ListenerSetting<>(name, new Range<>(allowed, description), UnaryOperator.identity(),
				(lower, higher) -> higher, null);
	}

	static ListenerSetting<List<String>> texts(String name) {
		return new ListenerSetting<>(name, Range.all(), List::copyOf, (lower, higher) -> higher, null);
	}

	static <V> ListenerSetting<Map<String, V>> map(String name) {
		return new ListenerSetting<>(name, Range.all(), ListenerSetting::ordered, (lower, higher) -> higher, null);
	}

	/** A map of which a layer may set single entries. */
	static <V> ListenerSetting<Map<String, V>> joinedMap(String name) {
		return new ListenerSetting<>(name, Range.all(), ListenerSetting::ordered, ListenerSetting::joined, null);
	}

	ListenerSetting<T> withDefault(T value) {
		return new ListenerSetting<>(this.name, this.range, this.copy, this.overlay, value);
	}

	/**
	 * Its name, which is the attribute of the annotation; dashed, it is the property.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * What holds when no layer sets it.
	 * @return the default, or null when the default is that of the options, or nothing
	 */
	public @Nullable T defaultValue() {
		return this.defaultValue;
	}

	/**
	 * Whether a value is in the range.
	 * @param value a value
	 * @return whether it is allowed
	 */
	public boolean allows(T value) {
		return this.range.allowed().test(value);
	}

	/**
	 * The range in words, such as {@code 1 to 65535}.
	 * @return the range; empty when every value of the type is allowed
	 */
	public String range() {
		return this.range.description();
	}

	T copy(T value) {
		return this.copy.apply(value);
	}

	T overlay(T lower, T higher) {
		return this.overlay.apply(lower, higher);
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static <V> Map<String, V> ordered(Map<String, V> map) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(map));
	}

	private static <V> Map<String, V> joined(Map<String, V> lower, Map<String, V> higher) {
		Map<String, V> both = new LinkedHashMap<>(lower);
		both.putAll(higher);
		return ordered(both);
	}

	private static String text(Duration duration) {
		if (duration.isZero()) {
			return "0";
		}
		if (duration.toMillis() < 1_000) {
			return duration.toMillis() + " ms";
		}
		return (duration.toDays() > 0) ? duration.toDays() + " d" : duration.toHours() + " h";
	}

	private record Range<T>(Predicate<T> allowed, String description) {

		static <T> Range<T> all() {
			return new Range<>((value) -> true, "");
		}

	}

}
