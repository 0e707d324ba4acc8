package io.github.amqpreceiver.internal.connection;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ProtocolViolationException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs events: one WARN an outage, one INFO a recovery, which says also whom the
 * connection has found, one ERROR when no further attempt is made; the attempts between
 * are DEBUG. A peer that breaks the protocol in the same way at every attempt is a WARN
 * now and then. Used on the event loop.
 */
final class EventLog implements ReceiverListener {

	private static final Logger logger = LoggerFactory.getLogger("io.github.amqpreceiver.events");

	private static final long VIOLATION_NANOS = TimeUnit.MINUTES.toNanos(5);

	private final LongSupplier clock;

	private @Nullable String found;

	private boolean connectionOut;

	private boolean stalled;

	private String lastViolation = "";

	private long lastViolationAt;

	EventLog(LongSupplier clock) {
		this.clock = clock;
	}

	@Override
	public void onEvent(ReceiverEvent event) {
		String prefix = prefix(event.connection(), event.link());
		if (event instanceof ReceiverEvent.Connected e) {
			connected(prefix, e);
		}
		else if (event instanceof ReceiverEvent.RecoveryScheduled e) {
			scheduled(prefix, e);
		}
		else if (event instanceof ReceiverEvent.Recovered e) {
			recovered(prefix, e);
		}
		else if (event instanceof ReceiverEvent.GaveUp e) {
			this.connectionOut &= e.link() != null;
			logger.error("{} Gave up: {}", prefix, e.error().getMessage());
		}
		else if (event instanceof ReceiverEvent.Stalled e) {
			this.stalled = true;
			logger.warn("{} Nothing was heard for {} ms and a probe is unanswered; the connection is made anew", prefix,
					e.silence().toMillis());
		}
		else if (event instanceof ReceiverEvent.CapabilitiesMissing e) {
			logger.warn("{} The peer does not offer the desired capabilities {}", prefix, e.missing());
		}
		else if (event instanceof ReceiverEvent.FiltersMissing e) {
			logger.warn("{} The peer does not grant the filters {}: messages come unfiltered", prefix, e.missing());
		}
		else if (event instanceof ReceiverEvent.GrantedOtherwise e) {
			logger.warn("{} The peer attached another {} than '{}', which was asked for: '{}'", prefix, e.what(),
					e.asked(), e.granted());
		}
		else if (event instanceof ReceiverEvent.ProtocolViolated e) {
			violated(prefix, e.where(), e.condition());
		}
		else if (event instanceof ReceiverEvent.Attached e) {
			logger.debug("{} Attached to '{}'", prefix, shown(e.address()));
		}
		else {
			logger.debug("{} {}", prefix, event);
		}
	}

	/** A recovery tells the same in its own line. */
	private void connected(String prefix, ReceiverEvent.Connected event) {
		String peer = event.host() + ":" + event.port() + " (" + shown(event.product()) + " " + shown(event.version())
				+ ")";
		this.found = this.connectionOut ? peer : null;
		logger.atLevel(this.connectionOut ? Level.DEBUG : Level.INFO).log("{} Connected to {}", prefix, peer);
	}

	private void scheduled(String prefix, ReceiverEvent.RecoveryScheduled event) {
		if (event.verdict() == Verdict.Action.RECONNECT) {
			this.connectionOut = true;
		}
		if (event.attempt() == 1) {
			// A broken protocol and a stall were a warning already.
			boolean told = this.stalled || event.error() instanceof ProtocolViolationException;
			this.stalled = false;
			logger.atLevel(told ? Level.INFO : Level.WARN)
				.log("{} {}; {} in {} ms, and again until it succeeds", prefix, event.error().getMessage(),
						event.verdict(), event.delay().toMillis());
		}
		else {
			logger.debug("{} {}; attempt {} ({}) in {} ms", prefix, event.error().getMessage(), event.attempt(),
					event.verdict(), event.delay().toMillis());
		}
	}

	private void recovered(String prefix, ReceiverEvent.Recovered event) {
		String peer = (event.link() == null) ? this.found : null;
		if (peer != null) {
			this.connectionOut = false;
			this.found = null;
		}
		logger.info("{} Recovered after {} ms and {} attempts{}", prefix, event.outage().toMillis(), event.attempts(),
				(peer != null) ? "; connected to " + peer : "");
	}

	private void violated(String prefix, String where, ErrorCondition condition) {
		String violation = prefix + condition.condition();
		long now = this.clock.getAsLong();
		boolean again = violation.equals(this.lastViolation) && now - this.lastViolationAt < VIOLATION_NANOS;
		if (!again) {
			this.lastViolation = violation;
			this.lastViolationAt = now;
		}
		logger.atLevel(again ? Level.DEBUG : Level.WARN)
			.log("{} The peer at {} broke the protocol: {}", prefix, where, condition);
	}

	private static String prefix(String connection, @Nullable String link) {
		return (link == null) ? "[" + connection + "]" : "[" + connection + "/" + link + "]";
	}

	private static String shown(@Nullable String text) {
		return (text == null) ? "?" : ErrorCondition.printable(text);
	}

}
