package io.github.amqpreceiver.spring.endpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One layer of a listener's settings: values by setting. What a layer does not set, the
 * layers below it say: {@link #overlay} lays one over the other. What none sets keeps the
 * default of the setting or of {@link io.github.amqpreceiver.options.ReceiverOptions}.
 * Immutable.
 *
 * <pre class="code">
 * ListenerSettings settings = ListenerSettings.builder()
 *	.set(LinkSettings.ADDRESSES, List.of("orders"))
 *	.set(CallSettings.CONCURRENCY, 8)
 *	.build();
 * </pre>
 *
 * @since 0.1
 */
public final class ListenerSettings {

	/** A layer that sets nothing. */
	public static final ListenerSettings NONE = builder().build();

	private final Map<ListenerSetting<?>, Object> values;

	private ListenerSettings(Map<ListenerSetting<?>, Object> values) {
		this.values = values;
	}

	/**
	 * Starts a layer that sets nothing.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder(new LinkedHashMap<>());
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		return new Builder(new LinkedHashMap<>(this.values));
	}

	/**
	 * The value of a setting.
	 * @param <T> its type
	 * @param setting the setting
	 * @return the value, or null when it is not set
	 */
	@SuppressWarnings("unchecked") // Builder.set lets no other type in
	public <T> @Nullable T get(ListenerSetting<T> setting) {
		return (T) this.values.get(setting);
	}

	/**
	 * The value of a setting that has a default.
	 * @param <T> its type
	 * @param setting the setting
	 * @return the value, or the default when it is not set
	 */
	public <T> T value(ListenerSetting<T> setting) {
		T value = get(setting);
		return (value != null) ? value
				: Objects.requireNonNull(setting.defaultValue(), () -> setting + " is not set and has no default");
	}

	/**
	 * Whether a setting is switched on.
	 * @param flag the setting
	 * @return whether it is set, to true
	 */
	public boolean is(ListenerSetting<Boolean> flag) {
		return Boolean.TRUE.equals(get(flag));
	}

	/**
	 * Whether a setting is set.
	 * @param setting the setting
	 * @return whether it has a value in this layer
	 */
	public boolean has(ListenerSetting<?> setting) {
		return this.values.containsKey(setting);
	}

	/**
	 * What this layer sets.
	 * @return the settings that have a value
	 */
	public Set<ListenerSetting<?>> settings() {
		return this.values.keySet();
	}

	/**
	 * Lays another layer over this one: where it sets a value, that one holds. Outcomes
	 * by exception are joined, so that a layer can change one of them.
	 * @param higher the layer that goes first
	 * @return both layers in one
	 */
	public ListenerSettings overlay(ListenerSettings higher) {
		Builder both = toBuilder();
		higher.values.keySet().forEach((setting) -> overlay(setting, higher, both));
		return both.build();
	}

	private <T> void overlay(ListenerSetting<T> setting, ListenerSettings higher, Builder both) {
		T mine = get(setting);
		T theirs = higher.value(setting);
		both.set(setting, (mine != null) ? setting.overlay(mine, theirs) : theirs);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ListenerSettings settings && settings.values.equals(this.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

	/** Collects the values of a layer; not thread-safe. */
	public static final class Builder {

		private final Map<ListenerSetting<?>, Object> values;

		private Builder(Map<ListenerSetting<?>, Object> values) {
			this.values = values;
		}

		/**
		 * Sets a value. Ranges are looked at when the listener is put together, where it
		 * can be said whose setting it is.
		 * @param <T> its type
		 * @param setting the setting
		 * @param value the value; null for not set
		 * @return this
		 */
		public <T> Builder set(ListenerSetting<T> setting, @Nullable T value) {
			if (value != null) {
				this.values.put(setting, setting.copy(value));
			}
			else {
				this.values.remove(setting);
			}
			return this;
		}

		/**
		 * Builds the layer.
		 * @return the layer
		 */
		public ListenerSettings build() {
			return new ListenerSettings(Collections.unmodifiableMap(new LinkedHashMap<>(this.values)));
		}

	}

}
