package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.boot.autoconfigure.actuate.AmqpReceiversEndpointAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.tracing.AmqpReceiverTracingAutoConfiguration;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.spring.annotation.AmqpListenerAnnotationBeanPostProcessor;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.container.AmqpSessionPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotation.Adapt;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/** Each bean that may be replaced is, one at a time, by a bean of the application. */
class UserBeansTests {

	/** Beans that are for nobody to replace: they only run. */
	private static final List<String> INTERNAL = List.of("amqpReceiverClassPathNotes", "amqpReceiverConnectionFactory",
			"amqpReceiverEagerListeners", "amqpReceiverFailFastConnections", "amqpReceiverListenerPropertyWarnings",
			"amqpReceiverSslBundleRenewal");

	/** Where a mock would not do. */
	private static final Map<Class<?>, Supplier<?>> OWN = Map.of(EventLoopResources.class,
			() -> EventLoopResources.create(TransportOptions.DEFAULT), AmqpReceiverConnectionDetails.class,
			() -> (AmqpReceiverConnectionDetails) () -> List.of(new Address("mine", 5672, false)),
			AmqpSessionPolicy.class, () -> AmqpSessionPolicy.DEFAULT, AmqpListenerRegistry.class,
			AmqpListenerRegistry::new, AmqpListenerAnnotationBeanPostProcessor.class,
			AmqpListenerAnnotationBeanPostProcessor::new);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
				AmqpReceiverAutoConfiguration.class, AmqpReceiversEndpointAutoConfiguration.class,
				AmqpReceiverHealthContributorAutoConfiguration.class, AmqpReceiverMetricsAutoConfiguration.class,
				AmqpReceiverTracingAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(ObservationRegistry.class, ObservationRegistry::create)
		.withBean(Tracer.class, () -> Tracer.NOOP)
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	@TestFactory
	Stream<DynamicTest> autoConfigurationBacksOffWhenUserProvides() {
		List<DynamicTest> tests = new ArrayList<>();
		this.contextRunner.run((context) -> ours(context).filter((name) -> !INTERNAL.contains(name))
			.forEach((name) -> replacements(context, name).forEach((replacement) -> tests
				.add(DynamicTest.dynamicTest(name + " for " + replacement, () -> assertBacksOff(name, replacement))))));
		assertThat(tests).hasSizeGreaterThan(15);
		return tests.stream();
	}

	private void assertBacksOff(String name, Replacement replacement) {
		this.contextRunner
			.withBean((replacement.name() != null) ? replacement.name() : "mine", replacement.type(),
					replacement::create)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				if (replacement.name() != null) {
					assertThat(ClassUtils.getUserClass(context.getBean(name)).getName())
						.isEqualTo(ClassUtils.getUserClass(replacement.create()).getName());
				}
				else {
					assertThat(context).doesNotHaveBean(name).hasSingleBean(replacement.type());
				}
			});
	}

	@Test
	void whatIsNeitherReplaceableNorInternalIsNoBeanOfOurs() {
		this.contextRunner.run((context) -> {
			assertThat(ours(context)).containsAll(INTERNAL);
			ours(context).filter((name) -> !INTERNAL.contains(name))
				.forEach((name) -> assertThat(replacements(context, name)).as(name).isNotEmpty());
		});
	}

	private static Stream<String> ours(AssertableApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames()).filter((name) -> name.startsWith("amqpReceiver"));
	}

	@SuppressWarnings("unchecked")
	private static List<Replacement> replacements(AssertableApplicationContext context, String bean) {
		AnnotatedBeanDefinition definition = (context.getSourceApplicationContext()
			.getBeanFactory()
			.getMergedBeanDefinition(bean) instanceof AnnotatedBeanDefinition annotated) ? annotated : null;
		Class<Object> type = (Class<Object>) context.getType(bean);
		MethodMetadata method = (definition != null) ? definition.getFactoryMethodMetadata() : null;
		if (method == null) {
			return List.of(new Replacement(null, type));
		}
		MergedAnnotation<ConditionalOnMissingBean> missing = method.getAnnotations()
			.get(ConditionalOnMissingBean.class);
		if (!missing.isPresent()) {
			return List.of();
		}
		List<Replacement> replacements = new ArrayList<>();
		for (String name : missing.getStringArray("name")) {
			if (name.equals(bean)) {
				replacements.add(new Replacement(name, type));
			}
		}
		for (String name : missing.filterAttributes((attribute) -> attribute.equals("value"))
			.asAnnotationAttributes(Adapt.CLASS_TO_STRING)
			.getStringArray("value")) {
			replacements.add(new Replacement(null, (Class<Object>) ClassUtils.resolveClassName(name, null)));
		}
		return replacements.isEmpty() ? List
			.of(new Replacement(null, (Class<Object>) ClassUtils.resolveClassName(method.getReturnTypeName(), null)))
				: replacements;
	}

	/**
	 * What the application defines instead.
	 *
	 * @param name the bean's name, or null when its type decides
	 * @param type the bean's type
	 */
	private record Replacement(String name, Class<Object> type) {

		Object create() {
			Supplier<?> own = OWN.get(this.type);
			return (own != null) ? own.get() : mock(this.type);
		}

		@Override
		public String toString() {
			return (this.name != null) ? "a bean of that name" : this.type.getSimpleName();
		}

	}

}
