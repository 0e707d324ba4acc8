package io.github.amqpreceiver.spring.annotation;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/** What a native image is told of listeners. */
class ListenerHintsTests {

	record Order(String id) {
	}

	static class Listener {

		@AmqpListener("queue")
		void on(Order order) {
		}

	}

	@AmqpListener("queue")
	static class ByType {

		@AmqpHandler
		void on(Order order) {
		}

	}

	@Test
	void methodsMayBeCalledAndPayloadsBound() {
		for (Class<?> type : new Class<?>[] { Listener.class, ByType.class }) {
			RuntimeHints hints = new RuntimeHints();
			new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, type);
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, "on")).accepts(hints);
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Order.class, "id")).accepts(hints);
		}
	}

}
