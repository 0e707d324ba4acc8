package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArtemisPair}.
 */
class ArtemisPairIT {

	@Test
	void backupTakesOverWithEverythingWhenThePrimaryIsKilled(@TempDir Path directory) {
		try (ArtemisPair pair = ArtemisPair.start(directory, "orders")) {
			assertThat(Ports.isListening(pair.backup().port())).isFalse();
			try (ReferenceSender sender = ReferenceSender.open(pair.primary().port(), "orders")) {
				sender.sendAll(100, (i) -> TestMessage.text("order " + i));
			}
			pair.failOver(Duration.ofSeconds(30));
			try (ReferenceReceiver receiver = ReferenceReceiver.open(pair.backup().port(), "orders")) {
				assertThat(receiver.takeAll()).hasSize(100);
			}
			pair.failBack();
			assertThat(Ports.isListening(pair.primary().port())).isTrue();
		}
	}

}
