package io.github.amqpreceiver.spring.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpHandler;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpReceiverOptionsCustomizer;
import io.github.amqpreceiver.spring.container.DefaultAmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The ways to say what a listener is, and which of them goes first. */
class DeclarationsIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@AmqpListener(concurrency = "3", prefetch = "${some.prefetch:17}")
	@interface Composed {

		@AliasFor(annotation = AmqpListener.class, attribute = "addresses")
		String[] value();

		@AliasFor(annotation = AmqpListener.class, attribute = "id")
		String id() default "";

	}

	static class Several {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}.one", id = "one")
		@AmqpListener(addresses = "#{'${queue}' + '.two'}", id = "two")
		void repeated(String text) {
			this.seen.add("repeated " + text);
		}

		@Composed(value = "${queue}.composed", id = "composed")
		void composed(String text) {
			this.seen.add("composed " + text);
		}

	}

	@Test
	void repeatedAndComposedAnnotationsWithPlaceholdersAndExpressions() {
		ListenerApplication application = this.scene.start(List.of(Several.class));
		List.of("one", "two", "composed")
			.forEach((name) -> this.scene.sendTo(this.scene.queue() + "." + name, TestMessage.text(name)));
		await().untilAsserted(() -> assertThat(application.bean(Several.class).seen)
			.containsExactlyInAnyOrder("repeated one", "repeated two", "composed composed"));
		ListenerSettings composed = application.registry().container("composed").settings();
		assertThat(composed.get(LinkSettings.PREFETCH)).isEqualTo(17);
		assertThat(composed.get(CallSettings.CONCURRENCY)).isEqualTo(3);
	}

	record Order(String id) {
	}

	record Refund(String id) {
	}

	@AmqpListener("${queue}")
	static class ByType {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpHandler
		void order(Order order) {
			this.seen.add(order);
		}

		@AmqpHandler
		void refund(Refund refund) {
			this.seen.add(refund);
		}

		@AmqpHandler
		void number(Long number) {
			this.seen.add(number);
		}

		@AmqpHandler(fallback = true)
		void other(Object body) {
			this.seen.add("other");
		}

	}

	@Test
	void theTypeOfThePayloadChoosesTheMethodOfAClass() {
		ByType listener = this.scene.start(ByType.class);
		this.scene.send(TestMessage.text("{\"id\":\"r\"}").subject("Refund"),
				TestMessage.text("{\"id\":\"o\"}").property("type", Order.class.getName()), TestMessage.value(5L),
				TestMessage.value(true));
		await().untilAsserted(
				() -> assertThat(listener.seen).containsExactly(new Refund("r"), new Order("o"), 5L, "other"));
		this.scene.awaitEmpty(this.scene.queue());
	}

	@Configuration(proxyBeanMethods = false)
	static class Precedence {

		@AmqpListener(addresses = "${queue}", id = "orders", prefetch = "20", concurrency = "2", consumers = "1")
		void on(String text) {
		}

		@Bean
		AmqpReceiverOptionsCustomizer customizer() {
			return (id, options) -> options.maxMessageSize(9_999);
		}

	}

	@Test
	void laterLayersGoBeforeEarlierOnesValueByValue() {
		ListenerApplication application = this.scene.start(List.of(Precedence.class),
				"amqp.receiver.listener.prefetch=10", "amqp.receiver.listener.concurrency=10",
				"amqp.receiver.listener.consumers=10", "amqp.receiver.listener.max-message-size=10KB",
				"amqp.receiver.listener.shutdown-timeout=7s", "amqp.receiver.listeners.orders.concurrency=3",
				"amqp.receiver.listeners.orders.consumers=2", "amqp.receiver.listeners.orders.max-message-size=11KB");
		AmqpListenerContainer container = application.registry().container("orders");
		assertThat(container.settings().get(LinkSettings.SHUTDOWN_TIMEOUT))
			.as("all listeners over the option's default")
			.hasSeconds(7);
		assertThat(container.settings().get(LinkSettings.PREFETCH)).as("annotation over all listeners").isEqualTo(20);
		assertThat(container.settings().get(CallSettings.CONCURRENCY)).as("by id over annotation").isEqualTo(3);
		assertThat(container.status()).as("by id over annotation, as links").hasSize(2).allSatisfy((status) -> {
			assertThat(status.counters().credit()).isLessThanOrEqualTo(20);
			assertThat(status.negotiated().receiveSettleMode()).as("the option's default")
				.isEqualTo(ReceiveSettleMode.PEEK_LOCK);
		});
		this.scene.send(TestMessage.data(new byte[9_000]), TestMessage.data(new byte[9_990]));
		this.scene.awaitEmpty(this.scene.queue());
		assertThat(application.bean(MeterRegistry.class).get("amqp.receiver.rejected.oversize").counter().count())
			.as("the customizer over all")
			.isEqualTo(1);
	}

	static class FromYaml {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(id = "yaml")
		void on(String text) {
			this.seen.add(text);
		}

	}

	@Test
	void addressesMayComeFromYamlAlone() {
		FromYaml listener = this.scene.start(FromYaml.class,
				"amqp.receiver.listeners.yaml.addresses=${queue}.a,${queue}.b");
		this.scene.sendTo(this.scene.queue() + ".a", TestMessage.text("a"));
		this.scene.sendTo(this.scene.queue() + ".b", TestMessage.text("b"));
		await().untilAsserted(() -> assertThat(listener.seen).containsExactlyInAnyOrder("a", "b"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OtherFactory {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", id = "other", containerFactory = "upperCase")
		void on(String text) {
			this.seen.add(text);
		}

		@Bean
		AmqpListenerContainerFactory upperCase(DefaultAmqpListenerContainerFactory.Builder builder) {
			return builder.interceptors(List.of((id, delivery, next) -> {
				this.seen.add("factory");
				return next.onMessage(delivery);
			})).build();
		}

	}

	@Test
	void aFurtherFactoryKnowsThePropertiesToo() {
		ListenerApplication application = this.scene.start(List.of(OtherFactory.class),
				"amqp.receiver.listener.prefetch=7");
		this.scene.send(TestMessage.text("x"));
		await()
			.untilAsserted(() -> assertThat(application.bean(OtherFactory.class).seen).containsExactly("factory", "x"));
		assertThat(application.registry().container("other").settings().get(LinkSettings.PREFETCH)).isEqualTo(7);
	}

	static class Properties {

		@AmqpListener(addresses = "${queue}", id = "many", twoPhaseSettlement = "true")
		void on(Map<String, Object> body) {
		}

	}

	@Test
	void settlementInTwoPhasesIsAskedForAndWhatWasGrantedIsShown() {
		ListenerApplication application = this.scene.start(List.of(Properties.class));
		this.scene.send(TestMessage.text("{}"));
		this.scene.awaitEmpty(this.scene.queue());
		ReceiverStatus status = application.registry().container("many").status().get(0);
		assertThat(status.negotiated().twoPhase()).as("Artemis grants first only").isFalse();
		assertThat(status.counters().unsettled()).isZero();
	}

	static class SenderSettles {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.settled", id = "settled", receiveSettleMode = "receive-and-delete",
				sendSettleMode = "settled")
		void settled(String text) {
			this.seen.add(text);
			throw new IllegalStateException("too late to give it back");
		}

		@AmqpListener(addresses = "limited.mixed", id = "mixed", sendSettleMode = "${mode}")
		void mixed(String text) {
			this.seen.add(text);
		}

	}

	@Test
	void theSendersSettleModeIsAskedForAndWhatWasGrantedIsShown() {
		ListenerApplication application = this.scene.start(List.of(SenderSettles.class), "mode=MIXED");
		this.scene.sendTo("limited.settled", TestMessage.text("settled").id("settled-1"));
		this.scene.sendTo("limited.mixed", TestMessage.text("mixed"));
		await().untilAsserted(() -> assertThat(application.bean(SenderSettles.class).seen)
			.containsExactlyInAnyOrder("settled", "mixed"));
		this.scene.awaitEmpty("limited.settled");
		this.scene.awaitEmpty("limited.mixed");
		assertThat(this.scene.dead("settled-1")).isEmpty();
		assertThat(negotiated(application, "settled").sendSettleMode()).isEqualTo(SendSettleMode.SETTLED);
		assertThat(application.registry().container("mixed").settings().get(LinkSettings.SEND_SETTLE_MODE))
			.isEqualTo(SendSettleMode.MIXED);
	}

	private static ReceiverStatus.Negotiated negotiated(ListenerApplication application, String id) {
		return application.registry().container(id).status().get(0).negotiated();
	}

}
