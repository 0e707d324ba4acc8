package io.github.amqpreceiver.internal.protocol;

import java.util.Map;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.VendorConditions;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/** What to check when a peer gives a condition; pure. */
final class Hints {

	private static final String RIGHTS = "Check the user's rights on this address";

	private static final String ARGUMENT = "Check the address, the filters and the properties of the link";

	private static final String SESSION = "The peer gives the message session to another receiver when its lock ends";

	private static final Map<Symbol, String> OF_SPECIFICATION = Map.ofEntries(Map.entry(Conditions.NOT_FOUND,
			"Check the address; the broker may have to create it first, and some want a prefix such as '/queues/'"),
			Map.entry(Conditions.UNAUTHORIZED_ACCESS, RIGHTS),
			Map.entry(Conditions.LINK_STOLEN,
					"Another connection attached a link of the same name and container id: give each application its own"),
			Map.entry(Conditions.RESOURCE_LOCKED, "Another consumer holds it exclusively"),
			Map.entry(Conditions.INVALID_FIELD,
					"Check the filters, and the address, whose form differs between brokers, such as '/queues/orders'"),
			Map.entry(Conditions.NOT_IMPLEMENTED,
					"The peer lacks something that was asked for: check filters, settle modes and capabilities"));

	private static final Map<Symbol, String> OF_VENDORS = Map.ofEntries(Map.entry(VendorConditions.AUTH_FAILED, RIGHTS),
			Map.entry(VendorConditions.TOKEN_EXPIRED,
					"The token that the peer was given has expired: check where it comes from, and this machine's clock"),
			Map.entry(VendorConditions.SERVER_BUSY, "The peer is overloaded and is left alone for a while"),
			Map.entry(VendorConditions.TIMEOUT,
					"The peer had nothing to give or was too slow; a link without traffic may end like this"),
			Map.entry(VendorConditions.MESSAGE_LOCK_LOST,
					"The handler took longer than the peer locks a message: it will be delivered again; raise the lock"
							+ " duration or lower the prefetch"),
			Map.entry(VendorConditions.SESSION_LOCK_LOST, SESSION),
			Map.entry(VendorConditions.SESSION_CANNOT_BE_LOCKED, SESSION),
			Map.entry(VendorConditions.STORE_LOCK_LOST, "Another receiver took over the partition"),
			Map.entry(VendorConditions.ENTITY_DISABLED, "Somebody disabled it at the peer, where it has to be enabled"),
			Map.entry(VendorConditions.ARGUMENT_ERROR, ARGUMENT),
			Map.entry(VendorConditions.ARGUMENT_OUT_OF_RANGE, ARGUMENT));

	private Hints() {
	}

	/**
	 * A sentence to stand behind another one, about a link or a session.
	 * @param error the peer's error, or null
	 * @return a full stop and the sentence without one, or nothing
	 */
	static String of(@Nullable ErrorCondition error) {
		return sentence((error != null) ? OF_SPECIFICATION.get(error.condition()) : null) + ofVendor(error);
	}

	/**
	 * The same of conditions of vendors only, for a connection, which has no address.
	 * @param error the peer's error, or null
	 * @return a full stop and the sentence without one, or nothing
	 */
	static String ofVendor(@Nullable ErrorCondition error) {
		return sentence((error != null) ? OF_VENDORS.get(error.condition()) : null);
	}

	private static String sentence(@Nullable String hint) {
		return (hint != null) ? ". " + hint : "";
	}

	/** Whether the peer does not let us do what we want to. */
	static boolean isRefusal(ErrorCondition error) {
		Symbol condition = error.condition();
		return condition.equals(Conditions.UNAUTHORIZED_ACCESS) || condition.equals(VendorConditions.AUTH_FAILED)
				|| condition.equals(VendorConditions.TOKEN_EXPIRED);
	}

}
