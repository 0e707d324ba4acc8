package io.github.amqpreceiver.boot.health;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.event.ReceiverStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;

/**
 * What a receiver's state means for its health, and the details that explain it.
 *
 * @param status the health
 * @param details what to show
 */
record ReceiverHealth(Status status, Map<String, Object> details) {

	static ReceiverHealth of(ReceiverStatus receiver, Duration grace, Instant now) {
		return new ReceiverHealth(judge(receiver, grace, now), detailsOf(receiver));
	}

	private static Status judge(ReceiverStatus receiver, Duration grace, Instant now) {
		return switch (receiver.state()) {
			case OPEN -> Status.UP;
			// a stall says what is wrong more precisely than the reconnect that it causes
			case RECOVERING -> receiver.stalled() ? Status.OUT_OF_SERVICE : recovering(receiver, grace, now);
			case OPENING -> recovering(receiver, grace, now);
			case CLOSING -> Status.OUT_OF_SERVICE;
			case IDLE, ERROR, DESTROYED -> Status.DOWN;
		};
	}

	/** One that was never attached since the start has no grace. */
	private static Status recovering(ReceiverStatus receiver, Duration grace, Instant now) {
		boolean withinGrace = Duration.between(receiver.since(), now).compareTo(grace) <= 0;
		return (receiver.wasOpen() && withinGrace) ? Status.UP : Status.DOWN;
	}

	private static Map<String, Object> detailsOf(ReceiverStatus receiver) {
		Map<String, Object> details = new LinkedHashMap<>();
		put(details, "address", receiver.address());
		details.put("state", receiver.state());
		details.put("since", receiver.since());
		if (receiver.paused()) {
			details.put("paused", true);
		}
		if (receiver.stalled()) {
			details.put("stalled", true);
		}
		if (receiver.attempt() > 0) {
			details.put("attempt", receiver.attempt());
		}
		putError(details, receiver.lastError());
		details.put("credit", receiver.counters().credit());
		details.put("inFlight", receiver.counters().inFlight());
		putPeer(details, receiver.peer());
		return details;
	}

	static void putError(Map<String, Object> details, @Nullable AmqpReceiverException error) {
		if (error != null) {
			put(details, "lastError", error.getMessage());
			put(details, "lastErrorCondition",
					(error.condition() != null) ? String.valueOf(error.condition().condition()) : null);
		}
	}

	static void putPeer(Map<String, Object> details, @Nullable PeerInfo peer) {
		if (peer != null) {
			details.put("peer", peer.host() + ":" + peer.port());
			put(details, "product", peer.product());
			put(details, "version", peer.version());
		}
	}

	private static void put(Map<String, Object> details, String name, @Nullable Object value) {
		if (value != null) {
			details.put(name, value);
		}
	}

}
