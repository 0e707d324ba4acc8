package io.github.amqpreceiver.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.container.DefaultAmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.fake.FakeConnection;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ReflectionUtils;

/** Finds out which properties of a listener name beans, by what is then looked for. */
final class BeanNames {

	private static final String NAME = "looked.for";

	private BeanNames() {
	}

	/**
	 * Sets each property that is a text, one at a time, and watches which type of bean
	 * the listener wants by that name.
	 * @return the types by the names of the properties
	 */
	static Map<String, String> typesByProperty() {
		Map<String, String> types = new TreeMap<>();
		Arrays.stream(ListenerProperties.class.getRecordComponents())
			.filter((component) -> component.getType() == String.class)
			.forEach((component) -> {
				String property = "amqp.receiver.listener." + DataObjectPropertyName.toDashedForm(component.getName());
				AskedFor beans = new AskedFor();
				create(property, beans);
				if (beans.type != null) {
					types.put(property, beans.type.getName());
				}
			});
		return types;
	}

	private static void create(String property, AskedFor beans) {
		ListenerProperties properties = new Binder(new MapConfigurationPropertySource(Map.of(property, NAME)))
			.bindOrCreate("amqp.receiver.listener", ListenerProperties.class);
		DefaultAmqpListenerContainerFactory factory = DefaultAmqpListenerContainerFactory
			.builder(AmqpConnectionResolver.of(new FakeConnection()))
			.defaults(ListenerPropertyMapper.map("amqp.receiver.listener", properties))
			.build();
		factory.setBeanFactory(beans);
		ListenerSettings settings = ListenerSettings.builder().set(LinkSettings.ADDRESSES, List.of("orders")).build();
		try {
			factory.createContainer(AmqpListenerEndpoint.of("orders", settings, new Listening(),
					ReflectionUtils.findMethod(Listening.class, "on", String.class)));
		}
		catch (ListenerConfigurationException ex) {
			// a name that nothing has: what was asked for it is known by now
		}
	}

	private static final class AskedFor extends DefaultListableBeanFactory {

		private Class<?> type;

		@Override
		public boolean containsBean(String name) {
			return name.equals(NAME) || super.containsBean(name);
		}

		@Override
		public boolean isTypeMatch(String name, Class<?> typeToMatch) {
			if (name.equals(NAME)) {
				this.type = typeToMatch;
				return false;
			}
			return super.isTypeMatch(name, typeToMatch);
		}

	}

	static final class Listening {

		void on(String text) {
		}

	}

}
