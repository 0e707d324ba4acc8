package io.github.amqpreceiver.spring.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.MessageView;
import io.github.amqpreceiver.testsupport.ReferenceReceiver;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Beans of the application that listeners use: converters, resolvers, executors. */
class ExtensionsIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	record Point(int x, int y) {
	}

	/** Reads and writes {@code 1;2}. */
	static class PointConverter extends AbstractMessageConverter {

		PointConverter() {
			super(new MimeType("text", "point"));
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Point.class;
		}

		@Override
		protected Object convertFromInternal(Message<?> message, Class<?> target, Object hint) {
			String[] parts = ((String) message.getPayload()).split(";");
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

		@Override
		protected Object convertToInternal(Object payload, MessageHeaders headers, Object hint) {
			Point point = (Point) payload;
			return (point.x() + ";" + point.y()).getBytes();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Converting {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("${queue}")
		@SendTo("${queue}.answers")
		Point on(Point point) {
			this.seen.add(point);
			return new Point(point.y(), point.x());
		}

		@AmqpListener("${queue}.json")
		void json(Point point) {
			this.seen.add(point);
		}

		@Bean
		MessageConverter pointConverter() {
			return new PointConverter();
		}

	}

	@Test
	void aMessageConverterBeanReadsAndWritesWhatItKnows() {
		ListenerApplication application = this.scene.start(List.of(Converting.class));
		this.scene.send(TestMessage.text("3;4").contentType("text/point"));
		try (ReferenceReceiver receiver = ReferenceReceiver.open(this.scene.port(), this.scene.queue() + ".answers")) {
			MessageView answer = receiver.take(1, Duration.ofSeconds(20)).get(0);
			assertThat(answer.text()).isEqualTo("4;3");
			assertThat(answer.properties()).containsEntry("content-type", "text/point");
		}
		this.scene.sendTo(this.scene.queue() + ".json",
				TestMessage.text("{\"x\":1,\"y\":2}").contentType("application/json"));
		await().untilAsserted(() -> assertThat(application.bean(Converting.class).seen).as("others are left to JSON")
			.containsExactly(new Point(3, 4), new Point(1, 2)));
	}

	@Configuration(proxyBeanMethods = false)
	static class Named {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", converter = "points")
		void byAnnotation(Point point) {
			this.seen.add(point);
		}

		@AmqpListener(addresses = "${queue}.yaml", id = "yaml")
		void byYaml(Point point) {
			this.seen.add(point);
		}

		@Bean
		MessageConverter points() {
			return new PointConverter();
		}

		@Bean
		MessageConverter another() {
			return new StringMessageConverter();
		}

	}

	@Test
	void ofSeveralMessageConvertersTheNamedOneIsAsked() {
		ListenerApplication application = this.scene.start(List.of(Named.class),
				"amqp.receiver.listeners.yaml.converter=points");
		this.scene.send(TestMessage.text("3;4").contentType("text/point"));
		this.scene.sendTo(this.scene.queue() + ".yaml", TestMessage.text("5;6").contentType("text/point"));
		await().untilAsserted(() -> assertThat(application.bean(Named.class).seen)
			.containsExactlyInAnyOrder(new Point(3, 4), new Point(5, 6)));
	}

	record Tenant(String name) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Resolving {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("${queue}")
		void on(String text, Tenant tenant) {
			this.seen.add(text);
			this.seen.add(tenant);
		}

		@Bean
		HandlerMethodArgumentResolver tenants() {
			return new HandlerMethodArgumentResolver() {

				@Override
				public boolean supportsParameter(MethodParameter parameter) {
					return parameter.getParameterType() == Tenant.class;
				}

				@Override
				public Object resolveArgument(MethodParameter parameter, Message<?> message) {
					return new Tenant((String) message.getHeaders().get("tenant"));
				}

			};
		}

	}

	@Test
	void anArgumentResolverBeanMakesWhatItKnows() {
		ListenerApplication application = this.scene.start(List.of(Resolving.class));
		this.scene.send(TestMessage.text("x").property("tenant", "t"));
		await().untilAsserted(
				() -> assertThat(application.bean(Resolving.class).seen).containsExactly("x", new Tenant("t")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Executing {

		final List<String> threads = new CopyOnWriteArrayList<>();

		@AmqpListener("${queue}")
		void byProperty(String text) {
			this.threads.add(Thread.currentThread().getName());
		}

		@AmqpListener(addresses = "${queue}.own", executor = "others")
		void byAnnotation(String text) {
			this.threads.add(Thread.currentThread().getName());
		}

		@AmqpListener(addresses = "${queue}.batch", batch = "true", batchSize = "1", executor = "others")
		void batch(List<String> texts) {
			this.threads.add(Thread.currentThread().getName());
		}

		@Bean
		Executor workers() {
			return new SimpleAsyncTaskExecutor("worker-");
		}

		@Bean
		Executor others() {
			return new SimpleAsyncTaskExecutor("other-");
		}

	}

	@Test
	void anExecutorBeanRunsTheMethodsThatNameIt() {
		ListenerApplication application = this.scene.start(List.of(Executing.class),
				"amqp.receiver.listener.executor=workers");
		List<String> threads = application.bean(Executing.class).threads;
		this.scene.send(TestMessage.text("x"));
		await().untilAsserted(() -> assertThat(threads).singleElement().asString().startsWith("worker-"));
		for (String name : List.of(".own", ".batch")) {
			threads.clear();
			this.scene.sendTo(this.scene.queue() + name, TestMessage.text("x"));
			await().untilAsserted(() -> assertThat(threads).singleElement().asString().startsWith("other-"));
		}
	}

}
