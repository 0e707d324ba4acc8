package io.github.amqpreceiver.benchmarks.contender;

import java.util.Map;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Application contexts of the annotated contenders, one for each connection, in which
 * placeholders stand for the {@link Target}.
 */
final class SpringContexts {

	private SpringContexts() {
	}

	static AutoCloseable start(Class<?> configuration, Target target, Tally tally) throws Exception {
		return Connections.open(target.connections(), () -> context(configuration, target, tally));
	}

	private static AnnotationConfigApplicationContext context(Class<?> configuration, Target target, Tally tally) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("target",
					Map.of("target.port", target.port(), "target.address", target.address(), "target.links",
							target.links(), "target.prefetch", target.prefetch(), "amqp.receiver.host", Target.HOST,
							"amqp.receiver.port", target.port(), "amqp.receiver.listener.prefetch",
							target.prefetch())));
		context.registerBean(Tally.class, () -> tally);
		context.register(configuration);
		context.refresh();
		return context;
	}

}
