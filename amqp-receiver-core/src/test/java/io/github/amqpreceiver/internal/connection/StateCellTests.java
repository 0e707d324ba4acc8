package io.github.amqpreceiver.internal.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.transport.EventLoops;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.TransportOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Listeners hear of each legal transition, once and in order, and of nothing else. */
class StateCellTests {

	private static EventLoops loops;

	private final List<ReceiverEvent> ofConnection = new ArrayList<>();

	private final List<ReceiverEvent> ofReceiver = new ArrayList<>();

	@BeforeAll
	static void start() {
		loops = new EventLoops(TransportOptions.DEFAULT);
	}

	@AfterAll
	static void stop() {
		loops.close();
	}

	private StateCell cell() {
		ConnectionOptions options = ConnectionOptions.builder("127.0.0.1", 1).listener(this.ofConnection::add).build();
		return new StateCell(new ConnectionSupervisor(options, loops), "link", this.ofReceiver::add);
	}

	static Stream<Arguments> pairs() {
		return Stream.of(ReceiverState.values())
			.flatMap((from) -> Stream.of(ReceiverState.values()).map((to) -> arguments(from, to)));
	}

	@ParameterizedTest(name = "{0} to {1}")
	@MethodSource("pairs")
	void aLegalTransitionIsToldOnceAndAnotherIsRefused(ReceiverState from, ReceiverState to) {
		StateCell cell = cell();
		List<ReceiverState> way = way(from);
		way.forEach((state) -> cell.become(state, null));
		if (from.mayBecome(to)) {
			cell.become(to, null);
			way.add(to);
		}
		else if (from != to) {
			assertThatIllegalStateException().isThrownBy(() -> cell.become(to, null))
				.withMessage("Receiver 'link' cannot go from " + from + " to " + to);
		}
		else {
			cell.become(to, null);
		}
		assertThat(cell.get()).isEqualTo(from.mayBecome(to) ? to : from);
		assertThat(this.ofReceiver).isEqualTo(this.ofConnection);
		ReceiverState before = ReceiverState.IDLE;
		assertThat(this.ofReceiver).hasSameSizeAs(way);
		for (int i = 0; i < way.size(); i++) {
			ReceiverEvent.StateChanged change = (ReceiverEvent.StateChanged) this.ofReceiver.get(i);
			assertThat(change.previous()).isEqualTo(before);
			assertThat(change.current()).isEqualTo(way.get(i));
			before = change.current();
		}
	}

	/** The shortest legal way from idle. */
	private static List<ReceiverState> way(ReceiverState target) {
		Map<ReceiverState, List<ReceiverState>> ways = new EnumMap<>(ReceiverState.class);
		ways.put(ReceiverState.IDLE, new ArrayList<>());
		Deque<ReceiverState> open = new ArrayDeque<>(List.of(ReceiverState.IDLE));
		while (!ways.containsKey(target)) {
			ReceiverState from = open.remove();
			for (ReceiverState to : ReceiverState.values()) {
				if (from.mayBecome(to) && !ways.containsKey(to)) {
					List<ReceiverState> longer = new ArrayList<>(ways.get(from));
					longer.add(to);
					ways.put(to, longer);
					open.add(to);
				}
			}
		}
		return ways.get(target);
	}

}
