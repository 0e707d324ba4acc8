package io.github.amqpreceiver.faults;

import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of what {@link FaultSoak} does a thousand times. */
class RoundsIT {

	@Test
	@DisplayName("A hundred reconnects: threads, descriptors, heap and direct memory are flat")
	void reconnects(@TempDir Path journal) {
		assertThat(Rounds.reconnects(100, journal)).contains("flat");
	}

	@Test
	@DisplayName("F-56 Two hundred starts and stops, event loops and all: threads, descriptors, heap and direct memory are flat")
	void startsAndStops(@TempDir Path journal) {
		assertThat(Rounds.startsAndStops(200, journal)).contains("flat");
	}

}
