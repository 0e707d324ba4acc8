package io.github.amqpreceiver.testsupport;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Resources}.
 */
class ResourcesTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	@Test
	void noticesAThreadUntilItEnds() {
		Resources baseline = Resources.now();
		CountDownLatch end = new CountDownLatch(1);
		Thread thread = new Thread(() -> Attempt.run("wait", end::await), "receiver-io-7");
		thread.start();
		assertExcess(baseline, "thread 'receiver-io-N': 1, was 0");
		end.countDown();
		Resources.assertBackTo(baseline);
	}

	@Test
	void noticesASocketUntilItIsClosed() throws Exception {
		new ServerSocket(0).close();
		Resources baseline = Resources.now();
		try (ServerSocket socket = new ServerSocket(0)) {
			assertThat(socket.isBound()).isTrue();
			assertExcess(baseline, "descriptor 'socket'");
		}
		Resources.assertBackTo(baseline);
	}

	@Test
	void brokersComeAndGoWithoutATrace() {
		EmbeddedArtemis.builder().start().close();
		Resources baseline = Resources.now();
		for (int round = 0; round < 3; round++) {
			try (EmbeddedArtemis broker = EmbeddedArtemis.builder().start();
					ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
				sender.send(TestMessage.text("x"));
			}
		}
		Resources.assertBackTo(baseline);
	}

	private static void assertExcess(Resources baseline, String what) {
		assertThatExceptionOfType(ConditionTimeoutException.class)
			.isThrownBy(() -> Resources.assertBackTo(baseline, SHORT))
			.withMessageContaining(what);
	}

}
