package io.github.amqpreceiver.error;

import io.github.amqpreceiver.type.Symbol;

/**
 * Error conditions that are not in the specification but that vendors of brokers give
 * their own meaning, as far as the library answers them in a way of their own. All others
 * are handled by what was lost.
 *
 * @since 0.1
 */
public final class VendorConditions {

	/** Azure: an operation took too long in the service. */
	public static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");

	/** Azure: the service is overloaded and wants to be left alone for a while. */
	public static final Symbol SERVER_BUSY = Symbol.valueOf("com.microsoft:server-busy");

	/** Azure: the lock of a message ended before it was settled. */
	public static final Symbol MESSAGE_LOCK_LOST = Symbol.valueOf("com.microsoft:message-lock-lost");

	/** Azure: the lock of a message session ended. */
	public static final Symbol SESSION_LOCK_LOST = Symbol.valueOf("com.microsoft:session-lock-lost");

	/** Azure: another receiver has the message session. */
	public static final Symbol SESSION_CANNOT_BE_LOCKED = Symbol.valueOf("com.microsoft:session-cannot-be-locked");

	/** Azure: the lock of a partition's store ended. */
	public static final Symbol STORE_LOCK_LOST = Symbol.valueOf("com.microsoft:store-lock-lost");

	/** Azure: somebody disabled the queue, topic or subscription. */
	public static final Symbol ENTITY_DISABLED = Symbol.valueOf("com.microsoft:entity-disabled");

	/** Azure: an argument, such as a property of the link, is wrong. */
	public static final Symbol ARGUMENT_ERROR = Symbol.valueOf("com.microsoft:argument-error");

	/** Azure: an argument is out of its range. */
	public static final Symbol ARGUMENT_OUT_OF_RANGE = Symbol.valueOf("com.microsoft:argument-out-of-range");

	/** Azure: the credentials do not allow what was asked. */
	public static final Symbol AUTH_FAILED = Symbol.valueOf("com.microsoft:auth-failed");

	/** Azure: the token is no longer valid. */
	public static final Symbol TOKEN_EXPIRED = Symbol.valueOf("com.microsoft:token-expired");

	/** Azure: the operation was cancelled in the service. */
	public static final Symbol OPERATION_CANCELLED = Symbol.valueOf("com.microsoft:operation-cancelled");

	private VendorConditions() {
	}

}
