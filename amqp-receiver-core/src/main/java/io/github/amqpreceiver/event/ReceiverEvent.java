package io.github.amqpreceiver.event;

import java.time.Duration;
import java.util.Set;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.recovery.Verdict;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What happened. Logs, metrics, health and application events are all fed from this one
 * stream; it says each fact once, in order, on the connection's event loop.
 *
 * @since 0.1
 */
public sealed interface ReceiverEvent {

	/**
	 * The connection's name.
	 * @return the container id, or the name that was given to the connection
	 */
	String connection();

	/**
	 * The link's name.
	 * @return the name, or null for an event of the whole connection
	 */
	@Nullable String link();

	/**
	 * A receiver went from one state to another.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param previous the state that it left
	 * @param current the state that it entered
	 * @param error why, or null
	 */
	record StateChanged(String connection, String link, ReceiverState previous, ReceiverState current,
			@Nullable AmqpReceiverException error) implements ReceiverEvent {
	}

	/**
	 * A connection is open.
	 *
	 * @param connection the connection's name
	 * @param host the host that was dialled
	 * @param port its port
	 * @param product the peer's product name, or null
	 * @param version the peer's version, or null
	 */
	record Connected(String connection, String host, int port, @Nullable String product,
			@Nullable String version) implements ReceiverEvent {

		@Override
		public @Nullable String link() {
			return null;
		}

	}

	/**
	 * A connection attempt failed, or an open connection was lost.
	 *
	 * @param connection the connection's name
	 * @param error what happened
	 */
	record ConnectionLost(String connection, AmqpReceiverException error) implements ReceiverEvent {

		@Override
		public @Nullable String link() {
			return null;
		}

	}

	/**
	 * A link is attached.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param address the address that the peer named
	 */
	record Attached(String connection, String link, @Nullable String address) implements ReceiverEvent {
	}

	/**
	 * The peer did not offer capabilities that were desired.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param missing the capabilities
	 */
	record CapabilitiesMissing(String connection, String link, Set<Symbol> missing) implements ReceiverEvent {
	}

	/**
	 * The peer did not grant filters that were asked for.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param missing the filters' names
	 */
	record FiltersMissing(String connection, String link, Set<Symbol> missing) implements ReceiverEvent {
	}

	/**
	 * The peer attached in another way than it was asked to, and the link is used all the
	 * same. Told once for each difference.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param what what is different: {@code source address} or {@code snd-settle-mode}
	 * @param asked what was asked for
	 * @param granted what the peer attached
	 */
	record GrantedOtherwise(String connection, String link, String what, String asked,
			String granted) implements ReceiverEvent {
	}

	/**
	 * The peer detached a link or ended its session.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param condition the reason, or null
	 */
	record Detached(String connection, String link, @Nullable ErrorCondition condition) implements ReceiverEvent {
	}

	/**
	 * Another attempt will be made.
	 *
	 * @param connection the connection's name
	 * @param link the link's name, or null when the whole connection is concerned
	 * @param verdict what will be tried
	 * @param attempt which attempt that is, from 1
	 * @param delay how long until then
	 * @param error what made it necessary
	 */
	record RecoveryScheduled(String connection, @Nullable String link, Verdict.Action verdict, int attempt,
			Duration delay, AmqpReceiverException error) implements ReceiverEvent {
	}

	/**
	 * What was lost is there again.
	 *
	 * @param connection the connection's name
	 * @param link the link's name, or null when the whole connection is concerned
	 * @param attempts how many attempts it took
	 * @param outage how long it was gone
	 */
	record Recovered(String connection, @Nullable String link, int attempts, Duration outage) implements ReceiverEvent {
	}

	/**
	 * No further attempt will be made.
	 *
	 * @param connection the connection's name
	 * @param link the link's name, or null when the whole connection is concerned
	 * @param error why
	 */
	record GaveUp(String connection, @Nullable String link, AmqpReceiverException error) implements ReceiverEvent {
	}

	/**
	 * An attached link with credit was silent for too long and is being probed.
	 *
	 * @param connection the connection's name
	 * @param link the link's name
	 * @param silence how long nothing was heard
	 */
	record Stalled(String connection, String link, Duration silence) implements ReceiverEvent {
	}

	/**
	 * The peer broke the protocol.
	 *
	 * @param connection the connection's name
	 * @param link the link's name, or null
	 * @param where the peer, and the channel and handle where there are any
	 * @param condition what was told to the peer
	 */
	record ProtocolViolated(String connection, @Nullable String link, String where,
			ErrorCondition condition) implements ReceiverEvent {
	}

}
