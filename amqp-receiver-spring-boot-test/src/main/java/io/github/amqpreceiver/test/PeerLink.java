package io.github.amqpreceiver.test;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.Filters;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A link that the application receives on, as it was when it was asked for. Immutable.
 *
 * @param name the link's name
 * @param address the address of its source; that which the peer made for a dynamic one
 * @param credit how many messages the peer may still send on it
 * @param filters the filters of its source by name, such as a selector; the peer records
 * them and applies none
 * @param properties the link's properties
 * @param desiredCapabilities the capabilities that it asks for, all of which the peer
 * offers
 * @param durability the durability of its source, or null for a word of the application's
 * own
 * @param distributionMode whether it moves or copies messages, or null if it does not say
 * @param presettled whether messages are sent settled (receive-and-delete)
 * @param twoPhaseSettlement whether the application settles after the peer has
 * (rcv-settle-mode second)
 * @param target the address of its target, or null
 * @since 0.1
 */
public record PeerLink(String name, String address, long credit, Map<Symbol, Described> filters,
		Map<Symbol, Object> properties, List<Symbol> desiredCapabilities, @Nullable TerminusDurability durability,
		@Nullable DistributionMode distributionMode, boolean presettled, boolean twoPhaseSettlement,
		@Nullable String target) {

	/**
	 * The JMS selector among the filters, by whatever name it has.
	 * @return the selector's text, or null if there is none
	 */
	public @Nullable String selector() {
		return this.filters.values()
			.stream()
			.filter((filter) -> filter.descriptor().equals(Filters.SELECTOR)
					|| filter.descriptor().equals(Filters.SELECTOR_CODE))
			.map((filter) -> String.valueOf(filter.value()))
			.findFirst()
			.orElse(null);
	}

}
