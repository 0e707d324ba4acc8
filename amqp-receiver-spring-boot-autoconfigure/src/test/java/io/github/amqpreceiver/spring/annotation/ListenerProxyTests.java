package io.github.amqpreceiver.spring.annotation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Min;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Whoever wraps a bean with listeners, what it does to others is done to messages. */
class ListenerProxyTests {

	private static final List<String> story = new CopyOnWriteArrayList<>();

	private final ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
		story.clear();
	}

	public static class Orders {

		@AmqpListener("queue")
		public void on(String text) {
			story.add(text);
		}

	}

	/** Without an order, and so behind the one that finds listeners. */
	static class Wrapping implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!(bean instanceof Orders)) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(true);
			factory.addAdvice((MethodInterceptor) (call) -> {
				story.add("advised");
				return call.proceed();
			});
			return factory.getProxy();
		}

	}

	@Test
	void aProxyOfAPostProcessorThatComesLaterIsCalled() {
		this.listeners.bean("wrapping", Wrapping.class, new Wrapping()).start(new Orders());
		this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build());
		assertThat(story).containsExactly("advised", "x");
		assertThat(this.listeners.registry().containers()).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

	}

	public static class Forgotten {

		@Async
		@AmqpListener("queue")
		public void on(String text) {
		}

	}

	@Test
	void anAsynchronousMethodOfWhichNobodyHearsAgainIsAMistake() {
		this.listeners.context.register(Asynchronous.class);
		assertThatThrownBy(() -> this.listeners.start(new Forgotten()))
			.hasRootCauseInstanceOf(ListenerConfigurationException.class)
			.rootCause()
			.hasMessage(Forgotten.class.getName()
					+ "#on: @Async is on a method that returns nothing, so that a message "
					+ "would be accepted before it is handled; remove @Async (concurrency says how many are handled at "
					+ "once), or return a CompletableFuture");
	}

	public static class Awaited {

		static final CompletableFuture<Void> end = new CompletableFuture<>();

		@Async
		@AmqpListener("queue")
		public CompletableFuture<Void> on(String text) {
			return end;
		}

	}

	@Test
	void theFutureOfAnAsynchronousMethodIsWaitedFor() {
		this.listeners.context.register(Asynchronous.class);
		this.listeners.start(new Awaited());
		FakeDelivery delivery = this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build());
		assertThat(delivery.settled()).isFalse();
		Awaited.end.complete(null);
		await().until(delivery::settled);
	}

	@Configuration(proxyBeanMethods = false)
	static class Validating {

		@Bean
		static MethodValidationPostProcessor methodValidation() {
			return new MethodValidationPostProcessor();
		}

	}

	@Validated
	public static class Checked {

		@AmqpListener("queue")
		public void on(@Min(5) Integer number) {
			story.add("called");
			if (number == 6) {
				throw new ConstraintViolationException("of something else", Set.of());
			}
		}

	}

	@Test
	void argumentsThatTheProxyFindsInvalidArePoison() {
		this.listeners.context.register(Validating.class);
		this.listeners.start(new Checked());
		assertThat(deliver(4)).isInstanceOfSatisfying(Outcome.Rejected.class,
				(rejected) -> assertThat(String.valueOf(rejected.error()))
					.contains("amqp:decode-error",
							"The arguments are not valid: number must be greater than or equal to 5")
					.doesNotContain("4"));
		assertThat(story).isEmpty();
		assertThat(deliver(5)).isEqualTo(Outcome.accepted());
		assertThat(deliver(6)).as("what the method itself finds invalid").isEqualTo(Outcome.failed());
	}

	private Outcome deliver(int number) {
		return this.listeners.receiver("queue").deliver(OutgoingMessage.value(number).build()).outcome();
	}

	@Configuration(proxyBeanMethods = false)
	static class MakesABean {

		@Bean
		@AmqpListener("queue")
		Runnable on() {
			return () -> {
			};
		}

	}

	@Test
	void aMethodThatMakesABeanTakesNoMessages() {
		this.listeners.context.register(MakesABean.class);
		assertThatThrownBy(this.listeners::start).hasRootCauseInstanceOf(ListenerConfigurationException.class)
			.hasRootCauseMessage(
					MakesABean.class.getName() + "#on: @AmqpListener is on a @Bean method, which makes a bean and "
							+ "takes no messages; put it on a method of the bean's class, or register the bean in an "
							+ "AmqpListenerConfigurer");
	}

}
