package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ProcessApp}.
 */
class ProcessAppTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Test
	void hearsWhatTheProcessSaysAndItsExitCode() {
		try (ProcessApp app = ProcessApp.of(Speaker.class).arguments("hello world", "exit").start()) {
			assertThat(app.awaitLine("hello", LIMIT)).isEqualTo("hello world");
			assertThat(app.awaitExit(LIMIT)).isEqualTo(7);
			assertThat(app.isAlive()).isFalse();
		}
	}

	@Test
	void saysWhatCameWhenALineDoesNot() {
		try (ProcessApp app = ProcessApp.of(Speaker.class).arguments("hello", "exit").start()) {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> app.awaitLine("goodbye", LIMIT))
				.withMessageContaining("goodbye")
				.withMessageContaining("[hello");
		}
	}

	@Test
	void sigtermRunsTheShutdownHooksAndKill9DoesNot() {
		try (ProcessApp polite = ProcessApp.of(Speaker.class).arguments("up").start();
				ProcessApp killed = ProcessApp.of(Speaker.class).arguments("up").start()) {
			polite.awaitLine("up", LIMIT);
			polite.sigterm();
			assertThat(polite.awaitExit(LIMIT)).isEqualTo(143);
			assertThat(polite.lines()).contains("hook");
			killed.awaitLine("up", LIMIT);
			killed.kill9();
			assertThat(killed.awaitExit(LIMIT)).isEqualTo(137);
			assertThat(killed.lines()).doesNotContain("hook");
		}
	}

	@Test
	void frozenProcessSaysNothingUntilItThaws() {
		try (ProcessApp app = ProcessApp.of(Speaker.class).arguments("up", "tick").start()) {
			app.awaitLine("tick", LIMIT);
			app.freeze();
			await().untilAsserted(() -> assertThat(state(app)).isEqualTo("T"));
			int before = app.lines().size();
			app.thaw();
			await().until(() -> app.lines().size() > before);
		}
	}

	@Test
	void endsWhenItsParentIsKilled() {
		try (ProcessApp parent = ProcessApp.of(Parent.class).start()) {
			String line = parent.awaitLine("child ", LIMIT);
			ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("child ".length()))).orElseThrow();
			parent.kill9();
			await().atMost(LIMIT).until(() -> !child.isAlive());
		}
	}

	@Test
	void limitsTheDescriptors() {
		try (ProcessApp app = ProcessApp.of(Speaker.class).fileLimit(64).arguments("limit").start()) {
			assertThat(app.awaitLine("Max open files", LIMIT)).contains(" 64 ");
		}
	}

	private static String state(ProcessApp app) throws IOException {
		String stat = Files.readString(Path.of("/proc", app.pid() + "", "stat"));
		return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
	}

	/**
	 * Says its arguments.
	 */
	@SuppressWarnings("noConsole")
	static final class Speaker {

		private Speaker() {
		}

		public static void main(String[] args) throws Exception {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
			for (String arg : args) {
				switch (arg) {
					case "exit" -> System.exit(7);
					case "tick" -> {
						while (true) {
							System.out.println("tick");
							new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
						}
					}
					case "limit" -> System.out.println(Files.readString(Path.of("/proc/self/limits")));
					default -> System.out.println(arg);
				}
			}
			new CountDownLatch(1).await();
		}

	}

	/**
	 * Has a child of its own.
	 */
	@SuppressWarnings("noConsole")
	static final class Parent {

		private Parent() {
		}

		public static void main(String[] args) throws Exception {
			ProcessApp child = ProcessApp.of(Speaker.class).arguments("up").start();
			child.awaitLine("up", LIMIT);
			System.out.println("child " + child.pid());
			child.awaitExit(Duration.ofMinutes(5));
		}

	}

}
