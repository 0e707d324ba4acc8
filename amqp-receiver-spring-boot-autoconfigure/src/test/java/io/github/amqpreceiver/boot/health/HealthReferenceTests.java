package io.github.amqpreceiver.boot.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Holds the health part of {@code docs/reference.md} to what health shows. */
class HealthReferenceTests {

	@Test
	void everyDetailOfAReceiverIsListed() throws IOException {
		PeerInfo peer = mock(PeerInfo.class);
		given(peer.host()).willReturn("host");
		given(peer.product()).willReturn("product");
		given(peer.version()).willReturn("version");
		ReceiverStatus everything = new ReceiverStatus("link", "orders", ReceiverState.RECOVERING, Instant.EPOCH, true,
				true, true, 3,
				new LinkDetachedException("gone", new ErrorCondition(Conditions.RESOURCE_DELETED, "deleted"), null),
				null, new ReceiverStatus.Counters(1, 0, 1, 1, 1, Duration.ZERO), peer);
		Set<String> details = new LinkedHashSet<>(
				ReceiverHealth.of(everything, Duration.ofSeconds(30), Instant.EPOCH).details().keySet());
		assertThat(details).contains("attempt", "stalled", "paused", "lastErrorCondition", "version");
		String page = Files.readString(Path.of("..", "docs", "reference.md"));
		String health = page.substring(page.indexOf("## Health"), page.indexOf("## Endpoint"));
		assertThat(details).allSatisfy((detail) -> assertThat(health).contains("`" + detail + "`"));
	}

}
