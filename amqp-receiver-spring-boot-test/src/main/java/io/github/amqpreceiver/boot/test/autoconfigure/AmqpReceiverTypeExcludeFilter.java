package io.github.amqpreceiver.boot.test.autoconfigure;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionOptionsCustomizer;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.AmqpListenerConfigurer;
import io.github.amqpreceiver.spring.annotation.AmqpListeners;
import io.github.amqpreceiver.spring.container.AmqpBatchInterceptor;
import io.github.amqpreceiver.spring.container.AmqpListenerInterceptor;
import io.github.amqpreceiver.spring.container.AmqpMessageRecoverer;
import io.github.amqpreceiver.spring.container.AmqpReceiverOptionsCustomizer;
import io.github.amqpreceiver.spring.container.AmqpSessionPolicy;
import io.github.amqpreceiver.spring.convert.JsonCodec;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ClassUtils;

/** Lets in what {@link AmqpReceiverTest} says. */
class AmqpReceiverTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<AmqpReceiverTest> {

	private static final List<String> OPTIONAL = List.of("org.springframework.boot.jackson.JacksonComponent",
			"tools.jackson.databind.JacksonModule");

	private static final Set<Class<?>> KNOWN = known();

	private final Set<Class<?>> listeners;

	AmqpReceiverTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.listeners = Set.of(getAnnotation().getValue("listeners", Class[].class).orElseGet(() -> new Class<?>[0]));
	}

	private static Set<Class<?>> known() {
		Set<Class<?>> known = new LinkedHashSet<>(Set.of(AmqpBatchInterceptor.class, AmqpListenerConfigurer.class,
				AmqpListenerErrorHandler.class, AmqpListenerInterceptor.class, AmqpMessageRecoverer.class,
				AmqpReceiverOptionsCustomizer.class, AmqpReceiverConnectionOptionsCustomizer.class,
				AmqpSessionPolicy.class, JsonCodec.class, MessageConverter.class));
		ClassLoader loader = AmqpReceiverTypeExcludeFilter.class.getClassLoader();
		OPTIONAL.stream()
			.filter((name) -> ClassUtils.isPresent(name, loader))
			.forEach((name) -> known.add(ClassUtils.resolveClassName(name, loader)));
		return Set.copyOf(known);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.listeners;
	}

	@Override
	protected boolean defaultInclude(MetadataReader metadataReader, MetadataReaderFactory metadataReaderFactory)
			throws IOException {
		return super.defaultInclude(metadataReader, metadataReaderFactory)
				|| (this.listeners.isEmpty() && listens(metadataReader.getAnnotationMetadata()));
	}

	private static boolean listens(AnnotationMetadata type) {
		return List.of(AmqpListener.class.getName(), AmqpListeners.class.getName())
			.stream()
			.anyMatch((name) -> type.isAnnotated(name) || type.hasAnnotatedMethods(name));
	}

}
