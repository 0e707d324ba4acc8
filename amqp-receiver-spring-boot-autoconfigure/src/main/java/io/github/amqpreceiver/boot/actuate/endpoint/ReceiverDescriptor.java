package io.github.amqpreceiver.boot.actuate.endpoint;

import java.time.Instant;
import java.util.List;

import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * One receiver of a listener as the endpoint shows it.
 *
 * @param link the link's name
 * @param address the source address
 * @param state the state
 * @param since when that state was entered
 * @param stalled whether a probe of a silent link is unanswered
 * @param attempt which attempt to recover is under way, 0 when none is
 * @param lastError the last failure, or null
 * @param credit the credit on the wire, in messages
 * @param buffered messages that wait for a handler
 * @param inFlight messages that are being handled
 * @param unsettled messages without a settlement on the wire
 * @param heldBytes the bytes of those
 * @param oldestUnsettledMillis how long the oldest of those has been here
 * @param negotiated what the peer granted, or null before the first attach
 * @param peer the peer, or null before the first connection
 * @since 0.1
 */
public record ReceiverDescriptor(String link, @Nullable String address, ReceiverState state, Instant since,
		boolean stalled, int attempt, @Nullable ErrorDescriptor lastError, int credit, int buffered, int inFlight,
		int unsettled, long heldBytes, long oldestUnsettledMillis, @Nullable NegotiatedDescriptor negotiated,
		@Nullable PeerDescriptor peer) {

	static ReceiverDescriptor of(ReceiverStatus status) {
		ReceiverStatus.Counters counters = status.counters();
		return new ReceiverDescriptor(status.name(), status.address(), status.state(), status.since(), status.stalled(),
				status.attempt(), ErrorDescriptor.of(status.lastError()), counters.credit(), counters.buffered(),
				counters.inFlight(), counters.unsettled(), counters.heldBytes(), counters.oldestUnsettled().toMillis(),
				NegotiatedDescriptor.of(status.negotiated()), PeerDescriptor.of(status.peer()));
	}

	/**
	 * What the peer granted in its attach.
	 *
	 * @param sendSettleMode the sender's settle mode
	 * @param receiveSettleMode who settles
	 * @param twoPhaseSettlement whether rcv-settle-mode second was granted
	 * @param maxMessageSize the sender's largest message in bytes, 0 for no limit
	 * @param filters the names of the filters that are in force
	 * @param offeredCapabilities the capabilities that it offered
	 */
	public record NegotiatedDescriptor(String sendSettleMode, String receiveSettleMode, boolean twoPhaseSettlement,
			long maxMessageSize, List<String> filters, List<String> offeredCapabilities) {

		static @Nullable NegotiatedDescriptor of(ReceiverStatus.@Nullable Negotiated negotiated) {
			return (negotiated == null) ? null
					: new NegotiatedDescriptor(negotiated.sendSettleMode().name(),
							negotiated.receiveSettleMode().name(), negotiated.twoPhase(), negotiated.maxMessageSize(),
							negotiated.filters().keySet().stream().map(Symbol::toString).sorted().toList(),
							negotiated.offeredCapabilities().stream().map(Symbol::toString).toList());
		}

	}

}
