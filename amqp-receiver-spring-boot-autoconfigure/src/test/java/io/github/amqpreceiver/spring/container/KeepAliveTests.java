package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** An application whose only work are its listeners goes on until it is stopped. */
class KeepAliveTests {

	private final List<Thread> before = all().toList();

	private final AmqpListenerRegistry registry = new AmqpListenerRegistry();

	@AfterEach
	void stop() {
		this.registry.stop();
	}

	private static AmqpListenerContainer container(String id) {
		AmqpListenerContainer container = mock(AmqpListenerContainer.class);
		given(container.id()).willReturn(id);
		given(container.stopWithContext()).willReturn(CompletableFuture.completedStage(null));
		return container;
	}

	/** Those of this test, not of applications that others have left running. */
	private List<Thread> threads() {
		return all().filter((thread) -> !this.before.contains(thread)).toList();
	}

	private static Stream<Thread> all() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(KeepAlive.THREAD));
	}

	@Test
	void oneThreadKeepsTheJvmAliveFromStartToStop() {
		this.registry.register(container("one"));
		assertThat(threads()).isEmpty();
		this.registry.start();
		this.registry.register(container("two"));
		assertThat(threads()).singleElement().satisfies((thread) -> assertThat(thread.isDaemon()).isFalse());
		this.registry.stop();
		await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
		this.registry.start();
		assertThat(threads()).hasSize(1);
	}

	@Test
	void withoutAListenerNothingKeepsItAlive() {
		this.registry.start();
		assertThat(threads()).isEmpty();
		this.registry.register(container("late"));
		assertThat(threads()).hasSize(1);
	}

}
