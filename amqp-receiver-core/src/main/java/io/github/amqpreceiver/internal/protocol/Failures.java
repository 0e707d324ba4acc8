package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConnectionClosedException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.error.OperationTimeoutException;
import io.github.amqpreceiver.error.ProtocolViolationException;
import io.github.amqpreceiver.error.RedirectException;
import io.github.amqpreceiver.error.SessionEndedException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a peer said into exceptions whose message is a sentence: what, where, why,
 * and what to check.
 */
public final class Failures {

	private Failures() {
	}

	/**
	 * The peer detached a link or refused it.
	 * @param place what the link is to, such as {@code address 'orders'}
	 * @param link its name
	 * @param error the peer's error, or null
	 * @param whileAttaching whether the link was never attached
	 * @param product the peer's product and version, or null
	 * @return the exception
	 */
	public static AmqpReceiverException detached(String place, String link, @Nullable ErrorCondition error,
			boolean whileAttaching, @Nullable String product) {
		String message = peer(product) + (whileAttaching ? " refused to attach link '" : " detached link '") + link
				+ "' to " + place + ": " + reason(error) + Hints.of(error);
		if (error != null && error.condition().equals(Conditions.LINK_REDIRECT)) {
			return new RedirectException(message, error, null);
		}
		return new LinkDetachedException(message, error, null);
	}

	static AmqpReceiverException ended(@Nullable ErrorCondition error, @Nullable String product) {
		// some brokers answer a wrong attach so
		return new SessionEndedException(peer(product) + " ended the session: " + reason(error) + Hints.of(error),
				error, null);
	}

	private static String peer(@Nullable String product) {
		return (product != null) ? "The peer (" + ErrorCondition.printable(product) + ")" : "The peer";
	}

	static AmqpReceiverException closed(String peer, @Nullable ErrorCondition error, boolean whileOpening) {
		String message = (whileOpening ? "The peer at " + peer + " refused to open the connection: "
				: "The peer at " + peer + " closed the connection: ") + reason(error);
		if (error != null && whileOpening && Hints.isRefusal(error)) {
			return new AuthenticationException(message + ". Check the user's rights and the virtual host", error, null);
		}
		if (error != null && error.condition().equals(Conditions.CONNECTION_REDIRECT)) {
			return new RedirectException(message, error, null);
		}
		return new ConnectionClosedException(message + Hints.ofVendor(error), error, null);
	}

	static AmqpReceiverException violation(String where, ErrorCondition error) {
		return new ProtocolViolationException("The peer broke the AMQP 1.0 protocol on " + where + ": " + error
				+ ". The " + where.replaceAll(" .*", "") + " was closed", error, null);
	}

	/**
	 * The peer did not answer.
	 * @param what what it did not answer, a sentence without a full stop
	 * @return the exception
	 */
	public static OperationTimeoutException timeout(String what) {
		return new OperationTimeoutException(what, null, null);
	}

	private static String reason(@Nullable ErrorCondition error) {
		return (error == null) ? "it gave no reason" : error.toString();
	}

}
