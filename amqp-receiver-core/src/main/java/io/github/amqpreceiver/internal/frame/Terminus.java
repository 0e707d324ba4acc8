package io.github.amqpreceiver.internal.frame;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a link as they stand in an attach (AMQP 1.0, sections 3.5.3 and 3.5.4).
 * Immutable.
 * <p>
 * Unlike the options, this holds what a peer may say too: a dynamic node with an address,
 * no address at all, or a word that the specification does not know, which reads as null.
 */
public sealed interface Terminus {

	/**
	 * The node's address.
	 * @return the address, or null
	 */
	@Nullable String address();

	/**
	 * Whether the peer makes the node for this link.
	 * @return whether it is dynamic
	 */
	boolean dynamic();

	/**
	 * Where messages come from.
	 *
	 * @param address the node's address, or null
	 * @param durability what is kept of the terminus; null for a word of the peer's own
	 * @param expiryPolicy when it expires; null for a word of the peer's own
	 * @param timeout how long it is kept once it expires, in seconds
	 * @param dynamic whether the peer makes the node for this link
	 * @param dynamicNodeProperties properties of that node
	 * @param distributionMode whether messages are moved or copied; null if absent, or a
	 * word of the peer's own
	 * @param filters filters by name
	 * @param defaultOutcome the outcome of what is never settled, or null
	 * @param outcomes the outcomes that may be used
	 * @param capabilities capabilities of the node
	 */
	record SourceTerminus(@Nullable String address, @Nullable TerminusDurability durability,
			@Nullable TerminusExpiryPolicy expiryPolicy, long timeout, boolean dynamic,
			Map<Symbol, Object> dynamicNodeProperties, @Nullable DistributionMode distributionMode,
			Map<Symbol, Described> filters, @Nullable Outcome defaultOutcome, List<Symbol> outcomes,
			List<Symbol> capabilities) implements Terminus {

		/**
		 * The terminus that asks for this source.
		 * @param source the options
		 * @return the terminus
		 */
		public static SourceTerminus of(Source source) {
			return new SourceTerminus(source.address(), source.durability(), source.expiryPolicy(),
					source.timeout().toSeconds(), source.dynamic(), source.dynamicNodeProperties(),
					source.distributionMode(), source.filters(), source.defaultOutcome(), source.outcomes(),
					source.capabilities());
		}

		/**
		 * The source of a link that this side sends on.
		 * @param address what the end is called, or null
		 * @param outcomes the outcomes that may be used
		 * @return the terminus, with defaults otherwise
		 */
		public static SourceTerminus of(@Nullable String address, List<Symbol> outcomes) {
			return new SourceTerminus(address, TerminusDurability.NONE, TerminusExpiryPolicy.SESSION_END, 0, false,
					Map.of(), null, Map.of(), null, outcomes, List.of());
		}

	}

	/**
	 * Where messages go to.
	 *
	 * @param address the node's address, or null
	 * @param durability what is kept of the terminus; null for a word of the peer's own
	 * @param expiryPolicy when it expires; null for a word of the peer's own
	 * @param timeout how long it is kept once it expires, in seconds
	 * @param dynamic whether the peer makes the node for this link
	 * @param dynamicNodeProperties properties of that node
	 * @param capabilities capabilities of the node
	 */
	record TargetTerminus(@Nullable String address, @Nullable TerminusDurability durability,
			@Nullable TerminusExpiryPolicy expiryPolicy, long timeout, boolean dynamic,
			Map<Symbol, Object> dynamicNodeProperties, List<Symbol> capabilities) implements Terminus {

		/**
		 * A target with an address and defaults.
		 * @param address the node's address, or null
		 * @param capabilities capabilities that the node should have
		 * @return the terminus
		 */
		public static TargetTerminus of(@Nullable String address, List<Symbol> capabilities) {
			return new TargetTerminus(address, TerminusDurability.NONE, TerminusExpiryPolicy.SESSION_END, 0, false,
					Map.of(), capabilities);
		}

	}

}
