package io.github.amqpreceiver.error;

import io.github.amqpreceiver.type.Symbol;

/**
 * The error conditions of AMQP 1.0 (section 2.8.15 to 2.8.18) and the ones that this
 * library gives itself.
 *
 * @since 0.1
 */
public final class Conditions {

	/** An internal error occurred. */
	public static final Symbol INTERNAL_ERROR = Symbol.valueOf("amqp:internal-error");

	/** The node does not exist. */
	public static final Symbol NOT_FOUND = Symbol.valueOf("amqp:not-found");

	/** The credentials do not allow what was asked. */
	public static final Symbol UNAUTHORIZED_ACCESS = Symbol.valueOf("amqp:unauthorized-access");

	/** Data could not be decoded. */
	public static final Symbol DECODE_ERROR = Symbol.valueOf("amqp:decode-error");

	/** A limit of the peer was exceeded. */
	public static final Symbol RESOURCE_LIMIT_EXCEEDED = Symbol.valueOf("amqp:resource-limit-exceeded");

	/** The operation is not allowed. */
	public static final Symbol NOT_ALLOWED = Symbol.valueOf("amqp:not-allowed");

	/** A field has an invalid value. */
	public static final Symbol INVALID_FIELD = Symbol.valueOf("amqp:invalid-field");

	/** The operation is not implemented. */
	public static final Symbol NOT_IMPLEMENTED = Symbol.valueOf("amqp:not-implemented");

	/** Somebody else holds the resource. */
	public static final Symbol RESOURCE_LOCKED = Symbol.valueOf("amqp:resource-locked");

	/** A precondition does not hold. */
	public static final Symbol PRECONDITION_FAILED = Symbol.valueOf("amqp:precondition-failed");

	/** The node was deleted. */
	public static final Symbol RESOURCE_DELETED = Symbol.valueOf("amqp:resource-deleted");

	/** A frame is not allowed in this state. */
	public static final Symbol ILLEGAL_STATE = Symbol.valueOf("amqp:illegal-state");

	/** A frame is larger than negotiated. */
	public static final Symbol FRAME_SIZE_TOO_SMALL = Symbol.valueOf("amqp:frame-size-too-small");

	/** An operator closed the connection. */
	public static final Symbol CONNECTION_FORCED = Symbol.valueOf("amqp:connection:forced");

	/** Frames could not be cut. */
	public static final Symbol FRAMING_ERROR = Symbol.valueOf("amqp:connection:framing-error");

	/** The container lives elsewhere. */
	public static final Symbol CONNECTION_REDIRECT = Symbol.valueOf("amqp:connection:redirect");

	/** More frames than the session's window. */
	public static final Symbol WINDOW_VIOLATION = Symbol.valueOf("amqp:session:window-violation");

	/** A frame for a link that was detached with an error. */
	public static final Symbol ERRANT_LINK = Symbol.valueOf("amqp:session:errant-link");

	/** The link handle is in use. */
	public static final Symbol HANDLE_IN_USE = Symbol.valueOf("amqp:session:handle-in-use");

	/** A frame for a handle without a link. */
	public static final Symbol UNATTACHED_HANDLE = Symbol.valueOf("amqp:session:unattached-handle");

	/** An operator detached the link. */
	public static final Symbol DETACH_FORCED = Symbol.valueOf("amqp:link:detach-forced");

	/** More messages than credit. */
	public static final Symbol TRANSFER_LIMIT_EXCEEDED = Symbol.valueOf("amqp:link:transfer-limit-exceeded");

	/** A message larger than the link's maximum. */
	public static final Symbol MESSAGE_SIZE_EXCEEDED = Symbol.valueOf("amqp:link:message-size-exceeded");

	/** The node lives elsewhere. */
	public static final Symbol LINK_REDIRECT = Symbol.valueOf("amqp:link:redirect");

	/** Somebody else attached a link of the same name. */
	public static final Symbol LINK_STOLEN = Symbol.valueOf("amqp:link:stolen");

	/** Key of the network host in the info of a redirect. */
	public static final Symbol INFO_NETWORK_HOST = Symbol.valueOf("network-host");

	/** Key of the port in the info of a redirect. */
	public static final Symbol INFO_PORT = Symbol.valueOf("port");

	/** Key of the virtual host in the info of a redirect. */
	public static final Symbol INFO_HOSTNAME = Symbol.valueOf("hostname");

	/** Key of the address in the info of a link redirect. */
	public static final Symbol INFO_ADDRESS = Symbol.valueOf("address");

	private Conditions() {
	}

}
