package io.github.amqpreceiver.spring.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
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
		ReceiverOptions.Builder to = ReceiverOptions.builder(source(address)).name(linkName(consumer));
		set(LinkSettings.TARGET, to::target);
		set(LinkSettings.RECEIVE_SETTLE_MODE, to::receiveSettleMode);
		set(LinkSettings.SEND_SETTLE_MODE, to::sendSettleMode);
		set(LinkSettings.TWO_PHASE_SETTLEMENT, to::twoPhaseSettlement);
		set(LinkSettings.PREFETCH, to::prefetch);
		set(LinkSettings.MAX_MESSAGE_SIZE, to::maxMessageSize);
		set(LinkSettings.PROPERTIES, (properties) -> to.properties(symbols(properties)));
		set(LinkSettings.DESIRED_CAPABILITIES, (names) -> to.desiredCapabilities(symbols(names)));
		set(LinkSettings.REQUIRE_CAPABILITIES, to::requireCapabilities);
		set(LinkSettings.REQUIRE_FILTERS, to::requireFilters);
		set(LinkSettings.CHARSET, to::charset);
		set(LinkSettings.ATTACH_TIMEOUT, to::attachTimeout);
		set(LinkSettings.DRAIN_TIMEOUT, to::drainTimeout);
		set(LinkSettings.SHUTDOWN_TIMEOUT, to::closeTimeout);
		set(CallSettings.HANDLER_TIMEOUT, to::handlerTimeout);
		set(LinkSettings.STALL_TIMEOUT, to::stallTimeout);
		set(LinkSettings.DEBUG, to::debug);
		return to.dispatch(dispatch());
	}

	private Source source(String address) {
		Source.Builder to = Source.builder(address);
		set(LinkSettings.SELECTOR, to::selector);
		set(LinkSettings.FILTERS, (filters) -> filters
			.forEach((name, value) -> to.filter(Symbol.valueOf(filterName(name)), filter(name, value))));
		if (this.settings.is(LinkSettings.BROWSE)) {
			to.distributionMode(DistributionMode.COPY);
		}
		if (this.settings.is(LinkSettings.DURABLE)) {
			to.durability(TerminusDurability.UNSETTLED_STATE).expiryPolicy(TerminusExpiryPolicy.NEVER);
		}
		List<Symbol> capabilities = capabilities();
		return capabilities.isEmpty() ? to.build() : to.capabilities(capabilities).build();
	}

	private List<Symbol> capabilities() {
		List<Symbol> capabilities = new ArrayList<>();
		set(LinkSettings.SOURCE_CAPABILITIES, (own) -> capabilities.addAll(symbols(own)));
		if (this.settings.has(LinkSettings.SUBSCRIPTION) && !this.settings.has(LinkSettings.SOURCE_CAPABILITIES)) {
			capabilities.add(TOPIC);
		}
		if (this.settings.is(LinkSettings.SHARED)) {
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
		String subscription = this.settings.get(LinkSettings.SUBSCRIPTION);
		if (subscription == null) {
			return this.id + "-" + UUID.randomUUID();
		}
		if (!this.settings.is(LinkSettings.SHARED)) {
			return subscription;
		}
		String suffix = this.settings.is(LinkSettings.DURABLE) ? "|global" : "|global-volatile";
		return subscription + suffix + ((consumer > 0) ? String.valueOf(consumer + 1) : "");
	}

	private DispatchOptions dispatch() {
		if (this.settings.is(CallSettings.BATCH)) {
			// What collects a batch never blocks, and so keeps the order of the link
			return DispatchOptions.builder().inline(true).build();
		}
		DispatchOptions.Builder to = DispatchOptions.builder().executor(this.executor);
		set(CallSettings.INLINE, to::inline);
		set(CallSettings.CONCURRENCY, to::concurrency);
		set(CallSettings.ORDER_BY, (key) -> to.orderBy(OrderKeys.of(key, this.description)));
		return to.build();
	}

	private static String filterName(String name) {
		return name.equals("no-local") ? Filters.NO_LOCAL.toString() : name;
	}

	private static Described filter(String name, String value) {
		return name.equals("no-local") ? Filters.noLocal() : new Described(Symbol.valueOf(name), value);
	}

	private static List<Symbol> symbols(List<String> names) {
		return names.stream().map(Symbol::valueOf).toList();
	}

	private static Map<Symbol, Object> symbols(Map<String, Object> values) {
		Map<Symbol, Object> symbols = new LinkedHashMap<>();
		values.forEach((name, value) -> symbols.put(Symbol.valueOf(name), value));
		return symbols;
	}

	private <T> void set(ListenerSetting<T> setting, Consumer<T> option) {
		T value = this.settings.get(setting);
		if (value != null) {
			option.accept(value);
		}
	}

}
