package io.github.amqpreceiver.spring.it;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application with listeners on an embedded broker. */
public final class ListenerApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private ListenerApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts with listener classes as beans and properties as {@code name=value}. */
	public static ListenerApplication start(int port, List<Class<?>> beans, String... properties) {
		List<Class<?>> sources = new ArrayList<>(beans);
		sources.add(Application.class);
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("amqp.receiver.host=127.0.0.1");
		all.add("amqp.receiver.port=" + port);
		all.add("spring.main.banner-mode=off");
		return new ListenerApplication(
				new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.NONE)
					.properties(all.toArray(String[]::new))
					.run());
	}

	public static ListenerApplication start(EmbeddedArtemis broker, Class<?> bean, String... properties) {
		return start(broker.port(), List.of(bean), properties);
	}

	public AmqpListenerRegistry registry() {
		return this.context.getBean(AmqpListenerRegistry.class);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
