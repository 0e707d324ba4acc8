package io.github.amqpreceiver.spring.fake;

import java.util.function.Consumer;

import io.github.amqpreceiver.spring.annotation.EnableAmqpReceivers;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.container.DefaultAmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.convert.JacksonJsonCodec;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** An application context with listeners on a fake connection. */
public final class ListenerContext implements AutoCloseable {

	public final FakeConnection connection = new FakeConnection();

	public final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private Consumer<DefaultAmqpListenerContainerFactory.Builder> change = (builder) -> {
	};

	public static ListenerContext create() {
		return new ListenerContext();
	}

	public ListenerContext property(String name, Object value) {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource(name, java.util.Map.of(name, value)));
		return this;
	}

	public ListenerContext factory(Consumer<DefaultAmqpListenerContainerFactory.Builder> change) {
		this.change = this.change.andThen(change);
		return this;
	}

	public <T> ListenerContext bean(String name, Class<T> type, T bean) {
		this.context.registerBean(name, type, () -> bean);
		return this;
	}

	/** Starts with a listener bean; its simple class name is the bean's name. */
	@SuppressWarnings("unchecked")
	public ListenerContext start(Object... listeners) {
		this.context.register(Enabled.class);
		this.context.registerBean(AmqpListenerContainerFactory.DEFAULT_BEAN_NAME,
				DefaultAmqpListenerContainerFactory.class, this::buildFactory);
		for (Object listener : listeners) {
			this.context.registerBean(listener.getClass().getSimpleName(), (Class<Object>) listener.getClass(),
					() -> listener);
		}
		this.context.refresh();
		return this;
	}

	private DefaultAmqpListenerContainerFactory buildFactory() {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.afterPropertiesSet();
		DefaultAmqpListenerContainerFactory.Builder builder = DefaultAmqpListenerContainerFactory
			.builder(AmqpConnectionResolver.of(this.connection))
			.json(new JacksonJsonCodec(JsonMapper.builder().build()))
			.validator(validator);
		this.change.accept(builder);
		return builder.build();
	}

	public FakeReceiver receiver(String address) {
		return this.connection.receiver(address);
	}

	public AmqpListenerRegistry registry() {
		return this.context.getBean(AmqpListenerRegistry.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAmqpReceivers
	static class Enabled {

	}

}
