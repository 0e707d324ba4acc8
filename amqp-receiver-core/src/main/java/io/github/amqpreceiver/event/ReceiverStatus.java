package io.github.amqpreceiver.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of one receiver, made from what the protocol drove; nothing is asked of the
 * peer for it.
 *
 * @param name the link's name
 * @param address the source address, the assigned one of a dynamic source
 * @param state the state
 * @param since when that state was entered
 * @param wasOpen whether the receiver was ever open
 * @param paused whether it was paused by the application
 * @param stalled whether a probe of a silent link is unanswered
 * @param attempt which attempt to recover is under way, 0 when none is
 * @param lastError the last failure, or null
 * @param negotiated what the peer granted, or null before the first attach
 * @param counters the moving numbers
 * @param peer the peer, or null before the first connection
 * @since 0.1
 */
public record ReceiverStatus(String name, @Nullable String address, ReceiverState state, Instant since, boolean wasOpen,
		boolean paused, boolean stalled, int attempt, @Nullable AmqpReceiverException lastError,
		@Nullable Negotiated negotiated, Counters counters, @Nullable PeerInfo peer) {

	/**
	 * What the peer granted in its attach.
	 *
	 * @param sendSettleMode the sender's settle mode
	 * @param receiveSettleMode in the seed's words
	 * @param twoPhase whether rcv-settle-mode second was granted
	 * @param maxMessageSize the sender's largest message in bytes, 0 for no limit
	 * @param filters the filters that are in force
	 * @param offeredCapabilities the capabilities that it offered
	 * @param properties the properties of its attach
	 */
	public record Negotiated(SendSettleMode sendSettleMode, ReceiveSettleMode receiveSettleMode, boolean twoPhase,
			long maxMessageSize, Map<Symbol, Described> filters, List<Symbol> offeredCapabilities,
			Map<Symbol, Object> properties) {
	}

	/**
	 * Moving numbers, each right by itself.
	 *
	 * @param credit the credit on the wire
	 * @param buffered messages that wait for a handler
	 * @param inFlight messages that are being handled
	 * @param unsettled messages without a settlement on the wire, buffered and handled
	 * ones included
	 * @param heldBytes the bytes of those
	 * @param oldestUnsettled how long the oldest of those has been here, zero when there
	 * is none
	 */
	public record Counters(int credit, int buffered, int inFlight, int unsettled, long heldBytes,
			Duration oldestUnsettled) {
	}

}
