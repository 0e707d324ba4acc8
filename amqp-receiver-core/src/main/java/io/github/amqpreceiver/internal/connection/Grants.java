package io.github.amqpreceiver.internal.connection;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;

/** Compares what a receiver asked for with what the peer granted in its attach. */
final class Grants {

	private Grants() {
	}

	static ReceiverStatus.Negotiated negotiated(ReceiverOptions options, Performative.Attach attach) {
		SendSettleMode send = SendSettleMode.values()[attach.sndSettleMode()];
		ReceiveSettleMode receive = (send == SendSettleMode.SETTLED) ? ReceiveSettleMode.RECEIVE_AND_DELETE
				: ReceiveSettleMode.PEEK_LOCK;
		return new ReceiverStatus.Negotiated(send, receive, options.twoPhaseSettlement() && attach.rcvSettleMode() == 1,
				attach.maxMessageSize(), filters(attach), attach.offeredCapabilities(), attach.properties());
	}

	/** Whether the peer receives from another address than it was asked for. */
	static boolean otherAddress(ReceiverOptions options, Performative.Attach attach) {
		String granted = (attach.source() != null) ? attach.source().address() : null;
		return !options.source().dynamic() && granted != null && !granted.equals(options.source().address());
	}

	private static Map<Symbol, Described> filters(Performative.Attach attach) {
		return (attach.source() == null) ? Map.of() : attach.source().filters();
	}

	/**
	 * The filters that were asked for and are not in force: wrong messages would come.
	 */
	static Set<Symbol> missingFilters(ReceiverOptions options, Performative.Attach attach) {
		Set<Symbol> missing = new LinkedHashSet<>(options.source().filters().keySet());
		missing.removeAll(filters(attach).keySet());
		return missing;
	}

	static Set<Symbol> missingCapabilities(ReceiverOptions options, Performative.Attach attach) {
		Set<Symbol> missing = new LinkedHashSet<>(options.desiredCapabilities());
		attach.offeredCapabilities().forEach(missing::remove);
		return missing;
	}

}
