package io.github.amqpreceiver.internal.protocol;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;

/** What a receiver asks of its peer (AMQP 1.0, section 2.7.3); pure. */
final class ReceiverWishes {

	private static final long NO_DELIVERY_COUNT = -1;

	private ReceiverWishes() {
	}

	/** The attach of a receiver that has a handle. */
	static Performative.Attach attach(ReceiverOptions options, int handle) {
		byte sndMode = (byte) Objects.requireNonNull(options.sendSettleMode()).ordinal();
		byte rcvMode = (byte) (options.twoPhaseSettlement() ? 1 : 0);
		return new Performative.Attach(options.name(), handle, true, sndMode, rcvMode,
				Terminus.SourceTerminus.of(options.source()), Terminus.TargetTerminus.of(options.target(), List.of()),
				NO_DELIVERY_COUNT, options.maxMessageSize(), List.of(), options.desiredCapabilities(),
				options.properties());
	}

	/** Subscription and filters, for the sentence of a refusal; empty without them. */
	static String inWords(ReceiverOptions options, String containerId) {
		Map<Symbol, Described> filters = options.source().filters();
		return subscription(options, containerId) + (filters.isEmpty() ? ""
				: filters.entrySet()
					.stream()
					.map((filter) -> filter.getKey() + " '"
							+ ErrorCondition.printable(String.valueOf(filter.getValue().value())) + "'")
					.collect(Collectors.joining(", ", " with the filter ", "")));
	}

	/** Brokers refuse the second link in words of their own. */
	private static String subscription(ReceiverOptions options, String containerId) {
		return (options.source().expiryPolicy() != TerminusExpiryPolicy.NEVER) ? ""
				: " for the subscription of container id '" + containerId + "' (another application may have it)";
	}

}
