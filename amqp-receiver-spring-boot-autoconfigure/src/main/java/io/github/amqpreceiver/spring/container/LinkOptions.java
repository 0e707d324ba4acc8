package io.github.amqpreceiver.spring.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.Filters;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a listener as the options of one of its links: what was set is handed
 * on, what was not keeps the option's default.
 *
 * @param id the listener's id
 * @param description class#method
 * @param settings all layers in one
 * @param executor runs the handlers, or null for the default pool
 */
record LinkOptions(String id, String description, ListenerSettings settings, @Nullable Executor executor) {

	private static final Symbol TOPIC = Symbol.valueOf("topic");

	private static final Symbol SHARED = Symbol.valueOf("shared");

	private static final Symbol GLOBAL = Symbol.valueOf("global");

	ReceiverOptions.Builder builder(String address, int consumer) {
		ListenerSettings from = this.settings;
		ReceiverOptions.Builder to = ReceiverOptions.builder(source(address)).name(linkName(consumer));
		set(from.target(), to::target);
		set(from.receiveSettleMode(), to::receiveSettleMode);
		set(from.sendSettleMode(), to::sendSettleMode);
		set(from.twoPhaseSettlement(), to::twoPhaseSettlement);
		set(from.prefetch(), to::prefetch);
		set(from.maxMessageSize(), to::maxMessageSize);
		set(symbols(from.properties()), to::properties);
		set(symbols(from.desiredCapabilities()), to::desiredCapabilities);
		set(from.requireCapabilities(), to::requireCapabilities);
		set(from.requireFilters(), to::requireFilters);
		set(from.charset(), to::charset);
		set(from.attachTimeout(), to::attachTimeout);
		set(from.drainTimeout(), to::drainTimeout);
		set(from.shutdownTimeout(), to::closeTimeout);
		set(from.handlerTimeout(), to::handlerTimeout);
		set(from.stallTimeout(), to::stallTimeout);
		set(from.debug(), to::debug);
		return to.dispatch(dispatch());
	}

	private Source source(String address) {
		ListenerSettings from = this.settings;
		Source.Builder to = Source.builder(address);
		set(from.selector(), to::selector);
		if (from.filters() != null) {
			from.filters().forEach((name, value) -> to.filter(Symbol.valueOf(filterName(name)), filter(name, value)));
		}
		if (Boolean.TRUE.equals(from.browse())) {
			to.distributionMode(DistributionMode.COPY);
		}
		if (Boolean.TRUE.equals(from.durable())) {
			to.durability(TerminusDurability.UNSETTLED_STATE).expiryPolicy(TerminusExpiryPolicy.NEVER);
		}
		List<Symbol> capabilities = capabilities();
		return capabilities.isEmpty() ? to.build() : to.capabilities(capabilities).build();
	}

	private List<Symbol> capabilities() {
		List<Symbol> capabilities = new ArrayList<>();
		List<Symbol> own = symbols(this.settings.sourceCapabilities());
		if (own != null) {
			capabilities.addAll(own);
		}
		if (this.settings.subscription() != null && own == null) {
			capabilities.add(TOPIC);
		}
		if (Boolean.TRUE.equals(this.settings.shared())) {
			capabilities.add(SHARED);
			capabilities.add(GLOBAL);
		}
		return capabilities;
	}

	/**
	 * A subscription is known by its link's name. Further links of a shared one append a
	 * number behind a bar, as the brokers' own JMS clients do.
	 */
	private String linkName(int consumer) {
		String subscription = this.settings.subscription();
		if (subscription == null) {
			return this.id + "-" + UUID.randomUUID();
		}
		if (!Boolean.TRUE.equals(this.settings.shared())) {
			return subscription;
		}
		String suffix = Boolean.TRUE.equals(this.settings.durable()) ? "|global" : "|global-volatile";
		return subscription + suffix + ((consumer > 0) ? String.valueOf(consumer + 1) : "");
	}

	private DispatchOptions dispatch() {
		ListenerSettings from = this.settings;
		DispatchOptions.Builder to = DispatchOptions.builder().executor(this.executor);
		set(from.inline(), to::inline);
		set(from.concurrency(), to::concurrency);
		if (from.orderBy() != null) {
			to.orderBy(OrderKeys.of(from.orderBy(), this.description));
		}
		if (Boolean.TRUE.equals(from.batch())) {
			to.concurrency(Batching.of(from).inHandlers());
		}
		return to.build();
	}

	private static String filterName(String name) {
		return name.equals("no-local") ? Filters.NO_LOCAL.toString() : name;
	}

	private static Described filter(String name, String value) {
		return name.equals("no-local") ? Filters.noLocal() : new Described(Symbol.valueOf(name), value);
	}

	private static @Nullable List<Symbol> symbols(@Nullable List<String> names) {
		return (names != null) ? names.stream().map(Symbol::valueOf).toList() : null;
	}

	private static @Nullable Map<Symbol, Object> symbols(@Nullable Map<String, Object> values) {
		if (values == null) {
			return null;
		}
		return values.entrySet()
			.stream()
			.collect(java.util.stream.Collectors.toMap((entry) -> Symbol.valueOf(entry.getKey()), Map.Entry::getValue));
	}

	private static <T> void set(@Nullable T value, Consumer<T> option) {
		if (value != null) {
			option.accept(value);
		}
	}

}
