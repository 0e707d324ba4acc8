package io.github.amqpreceiver.internal.codec;

import java.util.Map;

import io.github.amqpreceiver.type.Symbol;

import static java.util.Map.entry;

/**
 * The descriptors that the specification defines (sections 2.7, 2.8.14, 3.2, 3.4, 3.5,
 * 4.5 and 5.3.3), by code and by symbolic name.
 */
public final class Descriptors {

	/** What a descriptor reads as that is none of these. */
	public static final long UNKNOWN = -1;

	/** Open performative. */
	public static final long OPEN = 0x10;

	/** Begin performative. */
	public static final long BEGIN = 0x11;

	/** Attach performative. */
	public static final long ATTACH = 0x12;

	/** Flow performative. */
	public static final long FLOW = 0x13;

	/** Transfer performative. */
	public static final long TRANSFER = 0x14;

	/** Disposition performative. */
	public static final long DISPOSITION = 0x15;

	/** Detach performative. */
	public static final long DETACH = 0x16;

	/** End performative. */
	public static final long END = 0x17;

	/** Close performative. */
	public static final long CLOSE = 0x18;

	/** Error. */
	public static final long ERROR = 0x1d;

	/** Received delivery state. */
	public static final long RECEIVED = 0x23;

	/** Accepted outcome. */
	public static final long ACCEPTED = 0x24;

	/** Rejected outcome. */
	public static final long REJECTED = 0x25;

	/** Released outcome. */
	public static final long RELEASED = 0x26;

	/** Modified outcome. */
	public static final long MODIFIED = 0x27;

	/** Source terminus. */
	public static final long SOURCE = 0x28;

	/** Target terminus. */
	public static final long TARGET = 0x29;

	/** Lifetime policy of a dynamic node: delete on close. */
	public static final long DELETE_ON_CLOSE = 0x2b;

	/** Lifetime policy of a dynamic node: delete on no links. */
	public static final long DELETE_ON_NO_LINKS = 0x2c;

	/** Lifetime policy of a dynamic node: delete on no messages. */
	public static final long DELETE_ON_NO_MESSAGES = 0x2d;

	/** Lifetime policy of a dynamic node: delete on no links or messages. */
	public static final long DELETE_ON_NO_LINKS_OR_MESSAGES = 0x2e;

	/** Coordinator target of transactions. */
	public static final long COORDINATOR = 0x30;

	/** Declare of a transaction. */
	public static final long DECLARE = 0x31;

	/** Discharge of a transaction. */
	public static final long DISCHARGE = 0x32;

	/** Declared outcome. */
	public static final long DECLARED = 0x33;

	/** Transactional delivery state. */
	public static final long TRANSACTIONAL_STATE = 0x34;

	/** SASL mechanisms. */
	public static final long SASL_MECHANISMS = 0x40;

	/** SASL init. */
	public static final long SASL_INIT = 0x41;

	/** SASL challenge. */
	public static final long SASL_CHALLENGE = 0x42;

	/** SASL response. */
	public static final long SASL_RESPONSE = 0x43;

	/** SASL outcome. */
	public static final long SASL_OUTCOME = 0x44;

	/** Header section. */
	public static final long HEADER = 0x70;

	/** Delivery annotations section. */
	public static final long DELIVERY_ANNOTATIONS = 0x71;

	/** Message annotations section. */
	public static final long MESSAGE_ANNOTATIONS = 0x72;

	/** Properties section. */
	public static final long PROPERTIES = 0x73;

	/** Application properties section. */
	public static final long APPLICATION_PROPERTIES = 0x74;

	/** Data section. */
	public static final long DATA = 0x75;

	/** AMQP sequence section. */
	public static final long AMQP_SEQUENCE = 0x76;

	/** AMQP value section. */
	public static final long AMQP_VALUE = 0x77;

	/** Footer section. */
	public static final long FOOTER = 0x78;

	private static final Map<Symbol, Long> CODES = Map.ofEntries(named("amqp:open:list", OPEN),
			named("amqp:begin:list", BEGIN), named("amqp:attach:list", ATTACH), named("amqp:flow:list", FLOW),
			named("amqp:transfer:list", TRANSFER), named("amqp:disposition:list", DISPOSITION),
			named("amqp:detach:list", DETACH), named("amqp:end:list", END), named("amqp:close:list", CLOSE),
			named("amqp:error:list", ERROR), named("amqp:received:list", RECEIVED),
			named("amqp:accepted:list", ACCEPTED), named("amqp:rejected:list", REJECTED),
			named("amqp:released:list", RELEASED), named("amqp:modified:list", MODIFIED),
			named("amqp:source:list", SOURCE), named("amqp:target:list", TARGET),
			named("amqp:delete-on-close:list", DELETE_ON_CLOSE),
			named("amqp:delete-on-no-links:list", DELETE_ON_NO_LINKS),
			named("amqp:delete-on-no-messages:list", DELETE_ON_NO_MESSAGES),
			named("amqp:delete-on-no-links-or-messages:list", DELETE_ON_NO_LINKS_OR_MESSAGES),
			named("amqp:coordinator:list", COORDINATOR), named("amqp:declare:list", DECLARE),
			named("amqp:discharge:list", DISCHARGE), named("amqp:declared:list", DECLARED),
			named("amqp:transactional-state:list", TRANSACTIONAL_STATE),
			named("amqp:sasl-mechanisms:list", SASL_MECHANISMS), named("amqp:sasl-init:list", SASL_INIT),
			named("amqp:sasl-challenge:list", SASL_CHALLENGE), named("amqp:sasl-response:list", SASL_RESPONSE),
			named("amqp:sasl-outcome:list", SASL_OUTCOME), named("amqp:header:list", HEADER),
			named("amqp:delivery-annotations:map", DELIVERY_ANNOTATIONS),
			named("amqp:message-annotations:map", MESSAGE_ANNOTATIONS), named("amqp:properties:list", PROPERTIES),
			named("amqp:application-properties:map", APPLICATION_PROPERTIES), named("amqp:data:binary", DATA),
			named("amqp:amqp-sequence:list", AMQP_SEQUENCE), named("amqp:amqp-value:*", AMQP_VALUE),
			named("amqp:footer:map", FOOTER));

	private Descriptors() {
	}

	/**
	 * The code of a symbolic descriptor.
	 * @param name the whole name; no prefix and no other case counts
	 * @return the code, {@link #UNKNOWN} if the specification has no such name
	 */
	public static long codeOf(Symbol name) {
		return CODES.getOrDefault(name, UNKNOWN);
	}

	private static Map.Entry<Symbol, Long> named(String name, long code) {
		return entry(Symbol.valueOf(name), code);
	}

}
