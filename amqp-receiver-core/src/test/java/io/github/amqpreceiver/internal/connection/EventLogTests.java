package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.recovery.Verdict;
import io.github.amqpreceiver.testsupport.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

class EventLogTests {

	private static final TransportException LOST = new TransportException("The socket was lost", null, null);

	@RegisterExtension
	final LogCapture log = LogCapture.at(Level.DEBUG, "io.github.amqpreceiver.events");

	private final AtomicLong clock = new AtomicLong();

	private final EventLog events = new EventLog(this.clock::get);

	@Test
	void anOutageIsOneWarningAndARecoveryOneInfo() {
		for (int attempt = 1; attempt <= 20; attempt++) {
			this.events.onEvent(new ReceiverEvent.ConnectionLost("c", LOST));
			this.events.onEvent(new ReceiverEvent.RecoveryScheduled("c", null, Verdict.Action.RECONNECT, attempt,
					Duration.ofMillis(100), LOST));
		}
		this.events.onEvent(new ReceiverEvent.Recovered("c", null, 20, Duration.ofSeconds(3)));
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.startsWith("[c] The socket was lost; RECONNECT in 100 ms");
		assertThat(this.log.messages(Level.INFO)).containsExactly("[c] Recovered after 3000 ms and 20 attempts");
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@Test
	void aRecoveredConnectionSaysInTheSameLineWhomItHasFound() {
		ReceiverEvent.Connected connected = new ReceiverEvent.Connected("c", "broker", 5672, "product", "1.2");
		this.events.onEvent(connected);
		assertThat(this.log.messages(Level.INFO)).containsExactly("[c] Connected to broker:5672 (product 1.2)");
		this.log.clear();
		this.events.onEvent(new ReceiverEvent.RecoveryScheduled("c", null, Verdict.Action.RECONNECT, 1,
				Duration.ofMillis(100), LOST));
		this.events.onEvent(connected);
		this.events.onEvent(new ReceiverEvent.Recovered("c", null, 1, Duration.ofSeconds(3)));
		assertThat(this.log.messages(Level.INFO))
			.containsExactly("[c] Recovered after 3000 ms and 1 attempts; connected to broker:5672 (product 1.2)");
	}

	@Test
	void aStallAndTheReconnectThatItCausesAreOneWarning() {
		for (int i = 0; i < 2; i++) {
			this.events.onEvent(new ReceiverEvent.Stalled("c", "l", Duration.ofSeconds(60)));
			this.events.onEvent(new ReceiverEvent.RecoveryScheduled("c", null, Verdict.Action.RECONNECT, 1,
					Duration.ofMillis(100), LOST));
			this.events.onEvent(new ReceiverEvent.Recovered("c", null, 1, Duration.ofSeconds(3)));
		}
		assertThat(this.log.messages(Level.WARN)).hasSize(2).allMatch((line) -> line.contains("Nothing was heard"));
	}

	@Test
	void givingUpIsAnError() {
		this.events.onEvent(new ReceiverEvent.GaveUp("c", "l", LOST));
		assertThat(this.log.messages(Level.ERROR)).containsExactly("[c/l] Gave up: The socket was lost");
	}

	@Test
	void aPeerThatBreaksTheProtocolAtEveryAttemptIsNoStorm() {
		for (int i = 0; i < 100; i++) {
			violate("bad frame " + i);
		}
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		this.clock.addAndGet(Duration.ofMinutes(10).toNanos());
		violate("again");
		assertThat(this.log.messages(Level.WARN)).hasSize(2);
	}

	@Test
	void violationsOfOtherKindsOrLinksAreToldEach() {
		violate("bad frame");
		this.events.onEvent(new ReceiverEvent.ProtocolViolated("c", "l", "peer",
				new ErrorCondition(Conditions.FRAMING_ERROR, "bad")));
		this.events.onEvent(new ReceiverEvent.ProtocolViolated("c", null, "peer",
				new ErrorCondition(Conditions.DECODE_ERROR, "bad")));
		assertThat(this.log.messages(Level.WARN)).hasSize(3);
	}

	private void violate(String text) {
		this.events.onEvent(new ReceiverEvent.ProtocolViolated("c", null, "peer",
				new ErrorCondition(Conditions.FRAMING_ERROR, text)));
	}

}
