package io.github.amqpreceiver.spring.it;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ProcessApp;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A body of 100 MB as a stream, in bounded memory. */
class LargeBodiesIT {

	private static final int SIZE = 100 * 1024 * 1024;

	/**
	 * The heap has room for the message that comes and for the array that it outgrows,
	 * but not for the message before it or for copies of a body. Buffers outside of the
	 * heap may hold a third of one message.
	 */
	@Test
	void fiveDeliveriesOfAHundredMegabytesFitIntoAHeapOfThree() {
		byte[] body = new byte[SIZE];
		new Random(7).nextBytes(body);
		CRC32 sum = new CRC32();
		sum.update(body);
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("large").start();
				ReferenceSender sender = ReferenceSender.open(broker.port(), "large")) {
			sender.send(TestMessage.data(body));
			try (ProcessApp application = ProcessApp.of(LargeBodyApplication.class)
				.jvmArguments("-Xmx300m", "-XX:+UseSerialGC", "-XX:NewSize=32m", "-XX:MaxNewSize=32m",
						"-XX:MaxDirectMemorySize=32m", "-XX:+ExitOnOutOfMemoryError")
				.arguments(String.valueOf(broker.port()))
				.start()) {
				String last = "read " + LargeBodyApplication.DELIVERIES + " ";
				application.awaitLine(last, Duration.ofSeconds(60));
				List<String> read = application.lines().stream().filter((line) -> line.startsWith("read ")).toList();
				assertThat(read).hasSize(LargeBodyApplication.DELIVERIES)
					.allSatisfy((line) -> assertThat(line).endsWith(" " + SIZE + " " + sum.getValue()));
				await().until(() -> broker.messageCount("large") == 0 && broker.deliveringCount("large") == 0);
				assertThat(application.lines()).noneMatch((line) -> line.contains("OutOfMemory"));
			}
		}
	}

}
