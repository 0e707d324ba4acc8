package io.github.amqpreceiver.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.boot.autoconfigure.actuate.AmqpReceiversEndpointAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.tracing.AmqpReceiverTracingAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotation.Adapt;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.type.MethodMetadata;

import static io.github.amqpreceiver.boot.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the beans of {@code docs/reference.md} to those that are made. */
class BeanReferenceTests {

	@Test
	void everyBeanIsListedWithWhatItBacksOffFor() {
		List<String> rows = ReferencePage.header("bean", "type", "backs off for");
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
					AmqpReceiverAutoConfiguration.class, AmqpReceiversEndpointAutoConfiguration.class,
					AmqpReceiverHealthContributorAutoConfiguration.class, AmqpReceiverMetricsAutoConfiguration.class,
					AmqpReceiverTracingAutoConfiguration.class))
			.withBean(Tracer.class, () -> Tracer.NOOP)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> name.startsWith("amqpReceiver"))
				.sorted()
				.forEach((name) -> rows.add(ReferencePage.row(code(name), code(simple(beanType(context.getType(name)))),
						backsOffFor(context.getBeanFactory().getMergedBeanDefinition(name))))));
		ReferencePage.check("beans", rows);
	}

	/** Such a bean is made by Spring Boot, for a container or a service, by a factory. */
	@Test
	void everyFactoryOfConnectionDetailsIsListed() {
		List<String> rows = ReferencePage.header("made by", "from");
		SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ConnectionDetailsFactory.class, (type, name, failure) -> {
				throw new IllegalStateException(name, failure);
			})
			.stream()
			.filter((factory) -> ResolvableType.forInstance(factory)
				.as(ConnectionDetailsFactory.class)
				.getGeneric(1)
				.resolve() == AmqpReceiverConnectionDetails.class)
			.map((factory) -> ReferencePage.row(code(simple(factory.getClass().getName())), source(factory)))
			.sorted()
			.forEach(rows::add);
		assertThat(rows).hasSize(2 + 6);
		ReferencePage.check("connection-details", rows);
	}

	private static String source(ConnectionDetailsFactory<?, ?> factory) {
		ResolvableType source = ResolvableType.forInstance(factory).as(ConnectionDetailsFactory.class).getGeneric(0);
		return source.hasGenerics() ? "a bean or field " + code(source.getGeneric(0).resolve().getSimpleName())
				+ " with `@ServiceConnection`" : "a service of a Docker Compose file";
	}

	/** Of a lambda, what it is for. */
	private static String beanType(Class<?> type) {
		return type.isSynthetic() ? type.getInterfaces()[0].getName() : type.getName();
	}

	private static String backsOffFor(BeanDefinition definition) {
		if (!(definition instanceof AnnotatedBeanDefinition annotated)
				|| annotated.getFactoryMethodMetadata() == null) {
			// of @EnableAmqpReceivers: where there is none of that type, see
			// UserBeansTests
			return code(simple(definition.getBeanClassName()));
		}
		MethodMetadata method = annotated.getFactoryMethodMetadata();
		MergedAnnotation<ConditionalOnMissingBean> missing = method.getAnnotations()
			.get(ConditionalOnMissingBean.class);
		if (!missing.isPresent()) {
			return "";
		}
		List<String> names = new ArrayList<>();
		missing.getValue("name", String[].class).ifPresent((values) -> names.addAll(List.of(values)));
		MergedAnnotation<ConditionalOnMissingBean> asText = missing
			.filterAttributes((attribute) -> !attribute.equals("name"));
		for (String type : asText.asAnnotationAttributes(Adapt.CLASS_TO_STRING).getStringArray("value")) {
			names.add(simple(type));
		}
		if (names.isEmpty()) {
			names.add(simple(method.getReturnTypeName()));
		}
		return String.join(", ", names.stream().map(ReferencePage::code).toList());
	}

	private static String simple(String type) {
		return type.replaceAll("^.*[.]", "").replace('$', '.');
	}

}
