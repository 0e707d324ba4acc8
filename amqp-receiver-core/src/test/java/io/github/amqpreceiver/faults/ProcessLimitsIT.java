package io.github.amqpreceiver.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.ProcessApp;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the process of the application has too little of, or is told late. */
class ProcessLimitsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static EmbeddedArtemis broker;

	@TempDir
	Path directory;

	@BeforeAll
	static void startBroker() {
		broker = EmbeddedArtemis.builder().queues("descriptors", "threads", "names", "heap").start();
	}

	@AfterAll
	static void stopBroker() {
		broker.close();
	}

	private static void send(String queue, String text) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), queue)) {
			sender.send(TestMessage.text(text));
		}
	}

	@Test
	@DisplayName("F-65 No descriptor is left: a clear sentence, the back-off, and a recovery when one is free")
	void descriptorsAreExhausted() {
		try (FaultyProxy proxy = FaultyProxy.to(broker.port());
				ProcessApp app = ProcessApp.of(EventApp.class)
					.fileLimit(256)
					.arguments("127.0.0.1", String.valueOf(proxy.port()), "descriptors", "descriptors")
					.start()) {
			// Once over a cut, so that what a JVM loads at its first outage is there.
			send("descriptors", "first");
			app.awaitLine("got first", PATIENCE);
			proxy.cutWithReset();
			app.awaitLine("recovered", PATIENCE);
			send("descriptors", "exhaust");
			app.awaitLine("exhausted", PATIENCE);
			int dialled = proxy.attempts().size();
			proxy.cutWithReset();
			send("descriptors", "after");
			app.awaitLine("got after", PATIENCE);
			assertThat(proxy.attempts()).as("sockets").hasSize(dialled + 1);
			List<String> failures = app.lines().stream().filter((line) -> line.contains("could not make")).toList();
			assertThat(failures).hasSize(EventApp.FAILED_ATTEMPTS)
				.allSatisfy((line) -> assertThat(line).contains("127.0.0.1:" + proxy.port())
					.contains("Too many open files")
					.contains("ulimit -n"))
				.allSatisfy((line) -> assertThat(number(line)).isGreaterThanOrEqualTo(80));
			assertThat(number(failures.get(EventApp.FAILED_ATTEMPTS - 1))).as("the back-off has grown")
				.isGreaterThanOrEqualTo(320);
		}
	}

	@Test
	@DisplayName("F-65 No thread is left to dial with: a clear sentence, the back-off, and a recovery when one is free")
	void threadsAreExhausted() {
		try (FaultyProxy proxy = FaultyProxy.to(broker.port());
				ProcessApp app = ProcessApp.of(EventApp.class)
					// Every thread takes 256 MB of addresses, of which there are 8 GB.
					.addressSpaceLimit(8 * 1024)
					.environment("MALLOC_ARENA_MAX", "1")
					.jvmArguments("-Xss256m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:CompressedClassSpaceSize=128m")
					.arguments("127.0.0.1", String.valueOf(proxy.port()), "threads", "threads")
					.start()) {
			send("threads", "exhaust");
			app.awaitLine("exhausted", PATIENCE);
			proxy.cutWithReset();
			send("threads", "after");
			app.awaitLine("got after", PATIENCE);
			List<String> failures = app.lines().stream().filter((line) -> line.contains("start a thread")).toList();
			assertThat(failures).hasSizeGreaterThanOrEqualTo(EventApp.FAILED_ATTEMPTS)
				.allSatisfy(
						(line) -> assertThat(line).contains("unable to create native thread").contains("ulimit -u"));
			assertThat(number(failures.get(EventApp.FAILED_ATTEMPTS - 1))).as("the back-off has grown")
				.isGreaterThanOrEqualTo(320);
		}
	}

	private static long number(String line) {
		return Long.parseLong(line.split(" ")[1]);
	}

	@Test
	@DisplayName("F-38 The name service answers something else: the next attempt goes there")
	void nameServiceAnswersSomethingElse() throws IOException {
		Path hosts = Files.writeString(this.directory.resolve("hosts"), "127.0.0.2 broker.example\n");
		try (ProcessApp app = ProcessApp.of(EventApp.class)
			// The JVM itself keeps answers for a while, which is the user's to set.
			.jvmArguments("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0")
			.arguments("broker.example", String.valueOf(broker.port()), "names")
			.start()) {
			app.awaitLine("scheduled ", PATIENCE);
			assertThat(app.lines()).noneMatch((line) -> line.startsWith("recovered"));
			Files.writeString(hosts, "127.0.0.1 broker.example\n");
			app.awaitLine("recovered", PATIENCE);
			send("names", "there");
			app.awaitLine("got there", PATIENCE);
		}
	}

	@Test
	@DisplayName("F-48 A slow handler and a fast broker: the heap keeps within what the prefetch may hold")
	void slowHandler() {
		byte[] body = new byte[SlowApp.MESSAGE_SIZE];
		try (ProcessApp app = ProcessApp.of(SlowApp.class)
			.jvmArguments("-Xmx96m", "-XX:+UseSerialGC")
			.arguments(String.valueOf(broker.port()), "heap")
			.start()) {
			app.awaitLine("baseline ", PATIENCE);
			try (ReferenceSender sender = ReferenceSender.open(broker.port(), "heap")) {
				sender.sendAll(SlowApp.MESSAGES, (index) -> TestMessage.data(body).durable(false));
			}
			app.awaitLine("done", PATIENCE);
			long baseline = number(app.awaitLine("baseline ", PATIENCE));
			List<Long> used = app.lines()
				.stream()
				.filter((line) -> line.startsWith("used "))
				.map(ProcessLimitsIT::number)
				.toList();
			long bound = baseline + SlowApp.PREFETCH * SlowApp.MESSAGE_SIZE * 11L / 10 + 16 * 1024 * 1024;
			// All of them together would not fit.
			assertThat(baseline + (long) SlowApp.MESSAGES * SlowApp.MESSAGE_SIZE).isGreaterThan(bound * 3 / 2);
			assertThat(used).hasSize(SlowApp.MESSAGES / SlowApp.SAMPLE_EVERY)
				.allSatisfy((bytes) -> assertThat(bytes).isLessThanOrEqualTo(bound));
		}
	}

}
