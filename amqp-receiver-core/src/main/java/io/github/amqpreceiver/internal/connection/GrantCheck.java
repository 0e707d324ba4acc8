package io.github.amqpreceiver.internal.connection;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Judges the attach of a peer: what was asked for and is not granted is told, or is a
 * reason not to stay attached. Used on the event loop.
 */
final class GrantCheck {

	private final ConnectionSupervisor connection;

	private final ReceiverOptions options;

	private final Set<String> told = new HashSet<>();

	GrantCheck(ConnectionSupervisor connection, ReceiverOptions options) {
		this.connection = connection;
		this.options = options;
	}

	/**
	 * Judges, and tells of what is missing and may be missing.
	 * @param asked what was asked for, with the address of a redirect where one was
	 * followed
	 * @param attach the peer's attach
	 * @param address the address that is attached
	 * @param first whether the receiver was never attached before
	 * @return why the link cannot be used, or null
	 */
	@Nullable ConfigurationException judge(ReceiverOptions asked, Performative.Attach attach, @Nullable String address,
			boolean first) {
		tellOfDifferences(asked, attach);
		Set<Symbol> filters = Grants.missingFilters(this.options, attach);
		Set<Symbol> capabilities = Grants.missingCapabilities(this.options, attach);
		if (!filters.isEmpty() && this.options.requireFilters()) {
			return new ConfigurationException(
					"The peer does not grant the filters " + filters + " of link '" + this.options.name()
							+ "' to address '" + address
							+ "', so wrong messages would come; change them, or set requireFilters to false",
					null, null);
		}
		if (!capabilities.isEmpty() && this.options.requireCapabilities()) {
			return new ConfigurationException("The peer does not offer the capabilities " + capabilities
					+ " that link '" + this.options.name() + "' requires", null, null);
		}
		if (!filters.isEmpty()) {
			publish(new ReceiverEvent.FiltersMissing(this.connection.name(), this.options.name(), filters));
		}
		if (!capabilities.isEmpty() && first) {
			publish(new ReceiverEvent.CapabilitiesMissing(this.connection.name(), this.options.name(), capabilities));
		}
		return null;
	}

	private void tellOfDifferences(ReceiverOptions asked, Performative.Attach attach) {
		if (Grants.otherAddress(asked, attach)) {
			differs("source address", asked.source().address(),
					String.valueOf(Objects.requireNonNull(attach.source()).address()));
		}
		if (attach.sndSettleMode() == Performative.Attach.SENDER_SETTLED
				&& this.options.sendSettleMode() != SendSettleMode.SETTLED) {
			differs("snd-settle-mode", String.valueOf(this.options.sendSettleMode()),
					SendSettleMode.SETTLED + ", so that a message is gone when its handler fails");
		}
	}

	private void differs(String what, @Nullable String asked, String granted) {
		if (this.told.add(what + " " + granted)) {
			publish(new ReceiverEvent.GrantedOtherwise(this.connection.name(), this.options.name(), what,
					String.valueOf(asked), ErrorCondition.printable(granted)));
		}
	}

	private void publish(ReceiverEvent event) {
		this.connection.publish(event, this.options.listener());
	}

}
