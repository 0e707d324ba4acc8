package io.github.amqpreceiver.internal.frame;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Decodes sources and targets (AMQP 1.0, sections 3.5.3 and 3.5.4). Owned by the
 * connection's event loop, with its reader.
 * <p>
 * Lenient in words: brokers have durabilities, policies and modes of their own, and what
 * they grant is looked at later. Strict in types.
 */
final class TerminusDecoder {

	private static final TerminusDurability[] DURABILITIES = TerminusDurability.values();

	private static final TerminusExpiryPolicy[] EXPIRY_POLICIES = TerminusExpiryPolicy.values();

	private static final DistributionMode[] DISTRIBUTION_MODES = DistributionMode.values();

	private final AmqpReader reader;

	private final StateDecoder states;

	TerminusDecoder(AmqpReader reader, StateDecoder states) {
		this.reader = reader;
		this.states = states;
	}

	Terminus.@Nullable SourceTerminus source(CompositeReader attach) {
		if (!attach.next()) {
			return null;
		}
		this.states.expect(Descriptors.SOURCE, "a source");
		CompositeReader fields = this.reader.readComposite();
		Terminus.SourceTerminus source = new Terminus.SourceTerminus(fields.string(), durability(fields),
				expiryPolicy(fields), fields.unsignedInt(0), fields.bool(false), this.states.map(fields),
				distributionMode(fields), filters(fields), defaultOutcome(fields), fields.symbols(), fields.symbols());
		fields.end();
		return source;
	}

	Terminus.@Nullable TargetTerminus target(CompositeReader attach) {
		if (!attach.next()) {
			return null;
		}
		long descriptor = this.reader.readDescriptorCode();
		if (descriptor == Descriptors.COORDINATOR) {
			// Nobody here asks for one, so it is as good as no target
			this.reader.skip();
			return null;
		}
		if (descriptor != Descriptors.TARGET) {
			throw this.reader.fail("descriptor 0x%x is not that of a target".formatted(descriptor));
		}
		CompositeReader fields = this.reader.readComposite();
		Terminus.TargetTerminus target = new Terminus.TargetTerminus(fields.string(), durability(fields),
				expiryPolicy(fields), fields.unsignedInt(0), fields.bool(false), this.states.map(fields),
				fields.symbols());
		fields.end();
		return target;
	}

	private @Nullable TerminusDurability durability(CompositeReader fields) {
		long durability = fields.unsignedInt(0);
		return (durability < DURABILITIES.length) ? DURABILITIES[(int) durability] : null;
	}

	private @Nullable TerminusExpiryPolicy expiryPolicy(CompositeReader fields) {
		Symbol word = fields.symbol();
		if (word == null) {
			return TerminusExpiryPolicy.SESSION_END;
		}
		for (TerminusExpiryPolicy policy : EXPIRY_POLICIES) {
			if (policy.symbol().equals(word)) {
				return policy;
			}
		}
		return null;
	}

	private @Nullable DistributionMode distributionMode(CompositeReader fields) {
		Symbol word = fields.symbol();
		for (DistributionMode mode : DISTRIBUTION_MODES) {
			if (mode.symbol().equals(word)) {
				return mode;
			}
		}
		return null;
	}

	private Map<Symbol, Described> filters(CompositeReader fields) {
		Map<Symbol, Object> map = this.states.map(fields);
		if (map.isEmpty()) {
			return Map.of();
		}
		Map<Symbol, Described> filters = new LinkedHashMap<>();
		map.forEach((name, filter) -> {
			if (!(filter instanceof Described described)) {
				throw this.reader.fail("filter has no descriptor");
			}
			filters.put(name, described);
		});
		return Collections.unmodifiableMap(filters);
	}

	private @Nullable Outcome defaultOutcome(CompositeReader fields) {
		return fields.next() ? this.states.outcome(this.reader.readDescriptorCode()) : null;
	}

}
