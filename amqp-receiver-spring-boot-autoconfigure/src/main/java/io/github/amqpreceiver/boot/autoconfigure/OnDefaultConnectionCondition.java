package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether there is a connection at the top level: an address is there, or no other
 * connection is.
 */
class OnDefaultConnectionCondition extends SpringBootCondition {

	private static final List<String> ADDRESSES = List.of("uri", "addresses", "host", "port");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Default AMQP connection");
		Binder binder = Binder.get(context.getEnvironment());
		for (String name : ADDRESSES) {
			if (binder.bind("amqp.receiver." + name, Bindable.of(Object.class)).isBound()) {
				return ConditionOutcome.match(message.foundExactly("amqp.receiver." + name));
			}
		}
		return named(context.getEnvironment())
				? ConditionOutcome.noMatch(message.because("there are only named connections"))
				: ConditionOutcome.match(message.because("there are no named connections"));
	}

	private static boolean named(Environment environment) {
		return Binder.get(environment)
			.bind("amqp.receiver.connections", Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.size() > 0;
	}

}
