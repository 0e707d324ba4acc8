package io.github.amqpreceiver.spring.it;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.QueuedMessage;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a listener's test needs: one Artemis broker for all of them, a queue of its own
 * for each, and applications that end with it.
 */
final class ListenerScene implements BeforeEachCallback, AfterEachCallback {

	/** Addresses that begin with this dead-letter to {@link #DEAD} after 3 deliveries. */
	static final String LIMITED = "limited.";

	static final String DEAD = "dead";

	private final Deque<ListenerApplication> applications = new ArrayDeque<>();

	private EmbeddedArtemis broker;

	private String queue;

	@Override
	public void beforeEach(ExtensionContext test) {
		this.broker = test.getRoot()
			.getStore(Namespace.GLOBAL)
			.computeIfAbsent(ListenerScene.class, (key) -> startBroker(), EmbeddedArtemis.class);
		this.queue = test.getRequiredTestClass().getSimpleName() + "." + test.getRequiredTestMethod().getName();
	}

	private static EmbeddedArtemis startBroker() {
		return EmbeddedArtemis.builder().maxDeliveryAttempts(LIMITED + "#", 3, DEAD).topics("topic").start();
	}

	@Override
	public void afterEach(ExtensionContext test) {
		while (!this.applications.isEmpty()) {
			this.applications.pop().close();
		}
	}

	/** The test's own queue, which listeners write as <code>${queue}</code>. */
	String queue() {
		return this.queue;
	}

	EmbeddedArtemis broker() {
		return this.broker;
	}

	int port() {
		return this.broker.port();
	}

	/** An application with these beans; waits until its links are attached. */
	ListenerApplication start(List<Class<?>> beans, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("queue=" + this.queue);
		ListenerApplication application = ListenerApplication.start(this.broker.port(), beans,
				all.toArray(String[]::new));
		this.applications.push(application);
		application.registry()
			.containers()
			.stream()
			.filter((container) -> container.isRunning())
			.forEach((container) -> awaitOpen(application, container.id()));
		return application;
	}

	/** An application with one listener class, as that bean. */
	<T> T start(Class<T> listener, String... properties) {
		return start(List.of(listener), properties).bean(listener);
	}

	static void awaitOpen(ListenerApplication application, String id) {
		await().until(() -> application.registry()
			.container(id)
			.status()
			.stream()
			.map(ReceiverStatus::state)
			.allMatch(ReceiverState.OPEN::equals));
	}

	void send(TestMessage... messages) {
		sendTo(this.queue, messages);
	}

	void sendTo(String address, TestMessage... messages) {
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), address)) {
			for (TestMessage message : messages) {
				sender.send(message);
			}
		}
	}

	/** Waits until everything is settled. */
	void awaitEmpty(String address) {
		await().untilAsserted(() -> {
			assertThat(this.broker.messageCount(address)).isZero();
			assertThat(this.broker.deliveringCount(address)).isZero();
		});
	}

	/** Dead letters with this message-id. */
	List<QueuedMessage> dead(String messageId) {
		return this.broker.browse(DEAD).stream().filter((message) -> messageId.equals(message.messageId())).toList();
	}

}
