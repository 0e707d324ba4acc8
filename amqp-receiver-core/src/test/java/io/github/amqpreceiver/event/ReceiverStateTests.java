package io.github.amqpreceiver.event;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.github.amqpreceiver.event.ReceiverState.CLOSING;
import static io.github.amqpreceiver.event.ReceiverState.DESTROYED;
import static io.github.amqpreceiver.event.ReceiverState.ERROR;
import static io.github.amqpreceiver.event.ReceiverState.IDLE;
import static io.github.amqpreceiver.event.ReceiverState.OPEN;
import static io.github.amqpreceiver.event.ReceiverState.OPENING;
import static io.github.amqpreceiver.event.ReceiverState.RECOVERING;
import static org.assertj.core.api.Assertions.assertThat;

class ReceiverStateTests {

	@Test
	void theTableIsWhatTheDocumentsSay() {
		Map<ReceiverState, Set<ReceiverState>> table = new EnumMap<>(ReceiverState.class);
		table.put(IDLE, EnumSet.of(OPENING, RECOVERING, ERROR, DESTROYED));
		table.put(OPENING, EnumSet.of(OPEN, CLOSING, ERROR, DESTROYED));
		table.put(OPEN, EnumSet.of(RECOVERING, CLOSING, ERROR, DESTROYED));
		table.put(RECOVERING, EnumSet.of(OPEN, CLOSING, ERROR, DESTROYED));
		table.put(CLOSING, EnumSet.of(IDLE, ERROR, DESTROYED));
		table.put(ERROR, EnumSet.of(OPENING, DESTROYED));
		table.put(DESTROYED, EnumSet.noneOf(ReceiverState.class));
		for (ReceiverState from : ReceiverState.values()) {
			for (ReceiverState to : ReceiverState.values()) {
				assertThat(from.mayBecome(to)).as("%s to %s", from, to).isEqualTo(table.get(from).contains(to));
			}
		}
	}

}
