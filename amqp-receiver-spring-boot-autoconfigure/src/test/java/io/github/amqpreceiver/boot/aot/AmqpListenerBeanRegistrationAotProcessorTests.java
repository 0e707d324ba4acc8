package io.github.amqpreceiver.boot.aot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.cloudevents.CloudEvent;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpHandler;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AmqpListenerBeanRegistrationAotProcessorTests {

	private final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void methodsAndPayloadsOfListenersAreRegistered() {
		contribute(Orders.class);
		assertThat(this.reflection.onMethodInvocation(Orders.class, "onOrder")).accepts(this.hints);
		assertBound(Order.class, "id");
		assertBound(Item.class, "article");
		assertBound(Receipt.class, "number");
	}

	@ParameterizedTest
	@ValueSource(strings = { "onArray", "onMessage", "onLater", "onMono" })
	void payloadsAndResultsAreFoundInWhatHoldsThem(String method) {
		contribute(Holders.class);
		assertThat(this.reflection.onMethodInvocation(Holders.class, method)).accepts(this.hints);
		assertBound(Order.class, "id");
		assertBound(Receipt.class, "number");
	}

	@Test
	void methodsOfAClassWithAListenerAreRegistered() {
		contribute(ByPayload.class);
		assertThat(this.reflection.onMethodInvocation(ByPayload.class, "onOrder")).accepts(this.hints);
		assertThat(this.reflection.onMethodInvocation(ByPayload.class, "onReceipt")).accepts(this.hints);
		assertBound(Order.class, "id");
		assertBound(Receipt.class, "number");
	}

	@Test
	void methodsWithSeveralListenersAreRegistered() {
		contribute(Failing.class);
		assertThat(this.reflection.onMethodInvocation(Failing.class, "on")).accepts(this.hints);
	}

	@Test
	void exceptionsWithOutcomesAreFoundByName() {
		contribute(Failing.class);
		assertThat(this.reflection.onType(IOException.class)).accepts(this.hints);
		assertThat(this.reflection.onType(IllegalStateException.class)).accepts(this.hints);
		assertThat(this.reflection.onType(UncheckedIOException.class)).accepts(this.hints);
		contribute(ByPayload.class);
		assertThat(this.reflection.onType(ArithmeticException.class)).accepts(this.hints);
	}

	@Test
	void whatAMessageComesInIsNoPayload() {
		contribute(Raw.class);
		assertThat(this.reflection.onMethodInvocation(Raw.class, "on")).accepts(this.hints);
		for (Class<?> type : List.of(ReceivedMessage.class, Delivery.class, AmqpAcknowledgment.class, CloudEvent.class,
				Message.class, String.class)) {
			assertThat(this.reflection.onType(type)).as(type.getName()).rejects(this.hints);
		}
	}

	@Test
	void otherBeansAreLeftAlone() {
		assertThat(process(String.class)).isNull();
	}

	private void assertBound(Class<?> type, String accessor) {
		assertThat(this.reflection.onMethodInvocation(type, accessor)).accepts(this.hints);
		assertThat(this.reflection.onType(type)).accepts(this.hints);
	}

	private void contribute(Class<?> type) {
		BeanRegistrationAotContribution contribution = process(type);
		assertThat(contribution).isNotNull();
		GenerationContext generation = mock(GenerationContext.class);
		given(generation.getRuntimeHints()).willReturn(this.hints);
		contribution.applyTo(generation, mock(BeanRegistrationCode.class));
	}

	private static BeanRegistrationAotContribution process(Class<?> type) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("bean", new RootBeanDefinition(type));
		return new AmqpListenerBeanRegistrationAotProcessor().processAheadOfTime(RegisteredBean.of(beans, "bean"));
	}

	record Item(String article) {
	}

	record Order(String id, List<Item> items) {
	}

	record Receipt(int number) {
	}

	static class Orders {

		@AmqpListener(addresses = "orders")
		Receipt onOrder(List<Order> orders, ReceivedMessage message) {
			return new Receipt(orders.size());
		}

	}

	static class Holders {

		@AmqpListener(addresses = "array")
		Receipt[] onArray(Order[] orders) {
			return new Receipt[0];
		}

		@AmqpListener(addresses = "message")
		Message<Receipt> onMessage(Message<List<Order>> message) {
			return null;
		}

		@AmqpListener(addresses = "later")
		CompletionStage<Receipt> onLater(Order order) {
			return null;
		}

		@AmqpListener(addresses = "mono")
		Mono<Receipt> onMono(Order order) {
			return Mono.empty();
		}

	}

	@AmqpListener(addresses = "orders",
			failures = @OnFailure(value = ArithmeticException.class, outcome = FailureOutcome.REJECTED))
	static class ByPayload {

		@AmqpHandler
		void onOrder(Order order) {
		}

		@AmqpHandler
		void onReceipt(Receipt receipt) {
		}

	}

	static class Failing {

		@AmqpListener(addresses = "one",
				failures = { @OnFailure(value = { IOException.class, IllegalStateException.class },
						outcome = FailureOutcome.REJECTED) })
		@AmqpListener(addresses = "two",
				failures = @OnFailure(value = UncheckedIOException.class, outcome = FailureOutcome.RELEASED))
		void on(String text) {
		}

	}

	static class Raw {

		@AmqpListener(addresses = "raw", ackMode = "MANUAL")
		void on(ReceivedMessage message, Delivery delivery, AmqpAcknowledgment acknowledgment) {
		}

		@AmqpListener(addresses = "events")
		void onEvent(CloudEvent event) {
		}

		@AmqpListener(addresses = "messages")
		void onMessage(Message<String> message) {
		}

	}

}
