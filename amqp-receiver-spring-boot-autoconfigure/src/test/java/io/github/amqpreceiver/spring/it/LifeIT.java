package io.github.amqpreceiver.spring.it;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.AmqpListenerConfigurer;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Start, stop, pause and resume by id, registration in code, and what is told of it. */
class LifeIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	static class Listening {

		final List<String> seen = new CopyOnWriteArrayList<>();

		final List<AmqpListenerEvent> events = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", id = "orders")
		void on(String text) {
			this.seen.add(text);
		}

		@EventListener
		void event(AmqpListenerEvent event) {
			if (!(event instanceof AmqpListenerEvent.Receiver)) {
				this.events.add(event);
			}
		}

		void awaitEvent(Class<? extends AmqpListenerEvent> type) {
			await().until(() -> this.events.stream().anyMatch(type::isInstance));
		}

	}

	@Test
	void stopStartPauseAndResumeById() {
		ListenerApplication application = this.scene.start(List.of(Listening.class));
		Listening listener = application.bean(Listening.class);
		AmqpListenerRegistry registry = application.registry();
		registry.pause("orders").toCompletableFuture().join();
		this.scene.send(TestMessage.text("paused"));
		assertThat(registry.container("orders").condition()).isEqualTo(AmqpListenerContainer.Condition.PAUSED);
		assertThat(this.scene.broker().deliveringCount(this.scene.queue())).isZero();
		assertThat(listener.seen).isEmpty();
		registry.resume("orders");
		await().until(() -> listener.seen.contains("paused"));
		registry.stop("orders").toCompletableFuture().join();
		assertThat(this.scene.broker().consumerCount(this.scene.queue())).isZero();
		this.scene.send(TestMessage.text("stopped"));
		registry.start("orders");
		await().until(() -> listener.seen.contains("stopped"));
		listener.awaitEvent(AmqpListenerEvent.Stopped.class);
		assertThat(listener.events).contains(new AmqpListenerEvent.Started("orders"),
				new AmqpListenerEvent.Stopped("orders", true));
	}

	static class Stuck {

		final CountDownLatch began = new CountDownLatch(1);

		final CountDownLatch end = new CountDownLatch(1);

		@AmqpListener(addresses = "${queue}", id = "stuck")
		void on(String text) throws InterruptedException {
			this.began.countDown();
			this.end.await();
		}

	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aStopThatWaitsForACallNoLongerTellsOfItsMessage(CapturedOutput output) throws InterruptedException {
		ListenerApplication application = this.scene.start(List.of(Stuck.class),
				"amqp.receiver.listeners.stuck.shutdown-timeout=100ms");
		Stuck listener = application.bean(Stuck.class);
		this.scene.send(TestMessage.text("x"));
		listener.began.await();
		application.registry().stop("stuck").toCompletableFuture().join();
		listener.end.countDown();
		assertThat(output).containsOnlyOnce("Stops though")
			.contains("[stuck/default/", "has 1 messages for longer than shutdown-timeout (PT0.1S)");
		await().until(() -> this.scene.broker().deliveringCount(this.scene.queue()) == 0);
		assertThat(this.scene.broker().messageCount(this.scene.queue())).isOne();
	}

	static class Later extends Listening {

		@Override
		@AmqpListener(addresses = "${queue}", id = "later", autoStartup = "${starts:false}")
		void on(String text) {
			super.on(text);
		}

	}

	@Test
	void aListenerThatDoesNotStartByItselfIsStartedById() {
		ListenerApplication application = this.scene.start(List.of(Later.class));
		this.scene.send(TestMessage.text("x"));
		assertThat(application.registry().container("later").isRunning()).isFalse();
		assertThat(this.scene.broker().consumerCount(this.scene.queue())).isZero();
		application.registry().start("later");
		await().until(() -> application.bean(Later.class).seen.contains("x"));
	}

	@Test
	void aListenerWithoutMessagesIsToldToBeIdle() {
		Listening listener = this.scene.start(Listening.class,
				"amqp.receiver.listeners.orders.idle-event-interval=100ms");
		listener.awaitEvent(AmqpListenerEvent.Idle.class);
		assertThat(listener.events).filteredOn(AmqpListenerEvent.Idle.class::isInstance)
			.first()
			.satisfies((idle) -> assertThat(((AmqpListenerEvent.Idle) idle).idle().toMillis())
				.isGreaterThanOrEqualTo(100));
	}

	@Test
	void whatTheBrokerEndsIsToldAndComesBack() {
		Listening listener = this.scene.start(Listening.class, "amqp.receiver.recovery.initial-delay=100ms");
		this.scene.broker().forceCloseAll();
		listener.awaitEvent(AmqpListenerEvent.Failed.class);
		this.scene.send(TestMessage.text("after"));
		await().until(() -> listener.seen.contains("after"));
	}

	@Test
	void whatCannotSucceedIsGivenUpAndToldOnce() {
		try (EmbeddedArtemis strict = EmbeddedArtemis.builder().autoCreate(false).start();
				ListenerApplication application = ListenerApplication.start(strict.port(), List.of(Listening.class),
						"queue=nowhere", "amqp.receiver.recovery.not-found-timeout=300ms",
						"amqp.receiver.recovery.initial-delay=100ms")) {
			Listening listener = application.bean(Listening.class);
			listener.awaitEvent(AmqpListenerEvent.GaveUp.class);
			assertThat(listener.events).filteredOn(AmqpListenerEvent.GaveUp.class::isInstance)
				.singleElement()
				.satisfies((event) -> assertThat(((AmqpListenerEvent.GaveUp) event).error().getMessage())
					.contains("nowhere", "amqp:not-found"));
		}
	}

	@Test
	void aBrokerThatIsDownAtStartIsNoReasonNotToStart() {
		EmbeddedArtemis late = EmbeddedArtemis.builder().start();
		late.stop();
		try (ListenerApplication application = ListenerApplication.start(late.port(), List.of(Listening.class),
				"queue=late", "amqp.receiver.recovery.initial-delay=100ms")) {
			assertThat(application.registry().container("orders").isRunning()).isTrue();
			late.start();
			ListenerScene.awaitOpen(application, "orders");
		}
		finally {
			late.stop();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class InCode {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@Bean
		AmqpListenerConfigurer registered(@Value("${queue}") String queue) throws NoSuchMethodException {
			ListenerSettings code = ListenerSettings.builder()
				.set(LinkSettings.ADDRESSES, List.of(queue + ".code"))
				.build();
			ListenerSettings method = ListenerSettings.builder()
				.set(LinkSettings.ADDRESSES, List.of(queue + ".method"))
				.set(CallSettings.CONCURRENCY, 2)
				.build();
			AmqpListenerEndpoint called = AmqpListenerEndpoint.of("method", method, this,
					InCode.class.getDeclaredMethod("on", String.class));
			return (registrar) -> {
				registrar.register(called);
				registrar.register(AmqpListenerEndpoint.of("code", code, (delivery) -> {
					this.seen.add("code " + delivery.message().bodyText());
					return CompletableFuture.completedStage(Outcome.accepted());
				}));
			};
		}

		void on(String text) {
			this.seen.add("method " + text);
		}

	}

	@Test
	void listenersThatAreRegisteredInCode() {
		ListenerApplication application = this.scene.start(List.of(InCode.class),
				"amqp.receiver.listeners.method.concurrency=4");
		this.scene.sendTo(this.scene.queue() + ".code", TestMessage.text("x"));
		this.scene.sendTo(this.scene.queue() + ".method", TestMessage.text("y"));
		await().untilAsserted(
				() -> assertThat(application.bean(InCode.class).seen).containsExactlyInAnyOrder("code x", "method y"));
		assertThat(application.registry().container("method").settings().get(CallSettings.CONCURRENCY)).isEqualTo(4);
		application.registry().unregister("code").toCompletableFuture().join();
		assertThat(this.scene.broker().consumerCount(this.scene.queue() + ".code")).isZero();
	}

}
