package io.github.amqpreceiver.boot.aot;

import java.util.List;

import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AmqpListenerBeanRegistrationAotProcessorTests {

	private final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	@Test
	void methodsAndPayloadsOfListenersAreRegistered() {
		RuntimeHints hints = new RuntimeHints();
		BeanRegistrationAotContribution contribution = process(Orders.class);
		GenerationContext generation = mock(GenerationContext.class);
		given(generation.getRuntimeHints()).willReturn(hints);
		assertThat(contribution).isNotNull();
		contribution.applyTo(generation, mock(BeanRegistrationCode.class));
		assertThat(this.reflection.onMethodInvocation(Orders.class, "onOrder")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(Order.class, "id")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(Item.class, "article")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(Receipt.class, "number")).accepts(hints);
		assertThat(this.reflection.onType(ReceivedMessage.class)).rejects(hints);
	}

	@Test
	void otherBeansAreLeftAlone() {
		assertThat(process(String.class)).isNull();
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

}
