package io.github.amqpreceiver.options;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The node that a receiver receives from, and how (AMQP 1.0, section 3.5.3).
 *
 * @param address the address; null only where the node is dynamic
 * @param durability what the peer keeps of the terminus; nothing by default
 * @param expiryPolicy when the terminus expires; at the end of the session by default
 * @param timeout how long an expiring terminus is kept, in whole seconds, 0 to 2³²-1; 0
 * by default
 * @param dynamic whether the peer makes a node for this link; off by default
 * @param dynamicNodeProperties properties of that node
 * @param distributionMode whether messages are taken or only looked at; null, the
 * default, for what the node does
 * @param filters filters by name
 * @param defaultOutcome the outcome of deliveries that are never settled; null, the
 * default, for the peer's own
 * @param outcomes the outcomes that may be used; all four by default
 * @param capabilities capabilities that the node should have, such as queue, topic,
 * shared or global
 * @since 0.1
 */
public record Source(@Nullable String address, TerminusDurability durability, TerminusExpiryPolicy expiryPolicy,
		Duration timeout, boolean dynamic, Map<Symbol, Object> dynamicNodeProperties,
		@Nullable DistributionMode distributionMode, Map<Symbol, Described> filters, @Nullable Outcome defaultOutcome,
		List<Symbol> outcomes, List<Symbol> capabilities) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public Source {
		Check.that(dynamic != (address != null && !address.isBlank()), "source address", address,
				dynamic ? "absent, because the node is dynamic" : "an address that is not blank, or the node dynamic");
		Check.range("source timeout", timeout, Duration.ZERO, Duration.ofSeconds(0xffff_ffffL));
		dynamicNodeProperties = Map.copyOf(dynamicNodeProperties);
		filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
		outcomes = List.copyOf(outcomes);
		capabilities = List.copyOf(capabilities);
	}

	/**
	 * A source with an address and defaults.
	 * @param address the address
	 * @return the source
	 */
	public static Source of(String address) {
		return builder(address).build();
	}

	/**
	 * Starts with an address and defaults.
	 * @param address the address
	 * @return a builder
	 */
	public static Builder builder(@Nullable String address) {
		return new Builder().address(address);
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.address = this.address;
		builder.durability = this.durability;
		builder.expiryPolicy = this.expiryPolicy;
		builder.timeout = this.timeout;
		builder.dynamic = this.dynamic;
		builder.dynamicNodeProperties = this.dynamicNodeProperties;
		builder.distributionMode = this.distributionMode;
		builder.filters = this.filters;
		builder.defaultOutcome = this.defaultOutcome;
		builder.outcomes = this.outcomes;
		builder.capabilities = this.capabilities;
		return builder;
	}

	/** Builds {@link Source}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private @Nullable String address;

		private TerminusDurability durability = TerminusDurability.NONE;

		private TerminusExpiryPolicy expiryPolicy = TerminusExpiryPolicy.SESSION_END;

		private Duration timeout = Duration.ZERO;

		private boolean dynamic = false;

		private Map<Symbol, Object> dynamicNodeProperties = Map.of();

		private @Nullable DistributionMode distributionMode;

		private Map<Symbol, Described> filters = Map.of();

		private @Nullable Outcome defaultOutcome;

		private List<Symbol> outcomes = Filters.ALL_OUTCOMES;

		private List<Symbol> capabilities = List.of();

		private Builder() {
		}

		/**
		 * Adds a filter.
		 * @param name its name
		 * @param filter its descriptor and value
		 * @return this
		 */
		public Builder filter(Symbol name, Described filter) {
			Map<Symbol, Described> more = new LinkedHashMap<>(this.filters);
			more.put(name, filter);
			this.filters = more;
			return this;
		}

		/**
		 * Adds a message selector in the SQL-like syntax of JMS
		 * ({@code apache.org:selector-filter:string}).
		 * @param selector the expression
		 * @return this
		 */
		public Builder selector(String selector) {
			return filter(Filters.SELECTOR, Filters.selector(selector));
		}

		/**
		 * Leaves out messages that were sent by this container
		 * ({@code apache.org:no-local-filter:list}).
		 * @return this
		 */
		public Builder noLocal() {
			return filter(Filters.NO_LOCAL, Filters.noLocal());
		}

		/**
		 * Sets the address.
		 * @param address the address; null only where the node is dynamic
		 * @return this
		 */
		public Builder address(@Nullable String address) {
			this.address = address;
			return this;
		}

		/**
		 * Sets what the peer keeps of the terminus.
		 * @param durability what the peer keeps of the terminus; nothing by default
		 * @return this
		 */
		public Builder durability(TerminusDurability durability) {
			this.durability = durability;
			return this;
		}

		/**
		 * Sets when the terminus expires.
		 * @param expiryPolicy when the terminus expires; at the end of the session by
		 * default
		 * @return this
		 */
		public Builder expiryPolicy(TerminusExpiryPolicy expiryPolicy) {
			this.expiryPolicy = expiryPolicy;
			return this;
		}

		/**
		 * Sets how long an expiring terminus is kept, in whole seconds, 0 to 2³²-1.
		 * @param timeout how long an expiring terminus is kept, in whole seconds, 0 to
		 * 2³²-1; 0 by default
		 * @return this
		 */
		public Builder timeout(Duration timeout) {
			this.timeout = timeout;
			return this;
		}

		/**
		 * Sets whether the peer makes a node for this link.
		 * @param dynamic whether the peer makes a node for this link; off by default
		 * @return this
		 */
		public Builder dynamic(boolean dynamic) {
			this.dynamic = dynamic;
			return this;
		}

		/**
		 * Sets properties of that node.
		 * @param dynamicNodeProperties properties of that node
		 * @return this
		 */
		public Builder dynamicNodeProperties(Map<Symbol, Object> dynamicNodeProperties) {
			this.dynamicNodeProperties = dynamicNodeProperties;
			return this;
		}

		/**
		 * Sets whether messages are taken or only looked at.
		 * @param distributionMode whether messages are taken or only looked at; null, the
		 * default, for what the node does
		 * @return this
		 */
		public Builder distributionMode(@Nullable DistributionMode distributionMode) {
			this.distributionMode = distributionMode;
			return this;
		}

		/**
		 * Sets filters by name.
		 * @param filters filters by name
		 * @return this
		 */
		public Builder filters(Map<Symbol, Described> filters) {
			this.filters = filters;
			return this;
		}

		/**
		 * Sets the outcome of deliveries that are never settled.
		 * @param defaultOutcome the outcome of deliveries that are never settled; null,
		 * the default, for the peer's own
		 * @return this
		 */
		public Builder defaultOutcome(@Nullable Outcome defaultOutcome) {
			this.defaultOutcome = defaultOutcome;
			return this;
		}

		/**
		 * Sets the outcomes that may be used.
		 * @param outcomes the outcomes that may be used; all four by default
		 * @return this
		 */
		public Builder outcomes(List<Symbol> outcomes) {
			this.outcomes = outcomes;
			return this;
		}

		/**
		 * Sets capabilities that the node should have, such as queue, topic, shared or
		 * global.
		 * @param capabilities capabilities that the node should have, such as queue,
		 * topic, shared or global
		 * @return this
		 */
		public Builder capabilities(List<Symbol> capabilities) {
			this.capabilities = capabilities;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public Source build() {
			return new Source(this.address, this.durability, this.expiryPolicy, this.timeout, this.dynamic,
					this.dynamicNodeProperties, this.distributionMode, this.filters, this.defaultOutcome, this.outcomes,
					this.capabilities);
		}

	}

}
