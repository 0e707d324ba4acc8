package io.github.amqpreceiver.boot.diagnostics;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** A property could not be turned into the type that it must have. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class UnreadablePropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyReport.PREFIX);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationProperty property = cause.getProperty();
		if (property == null || !PREFIX.isAncestorOf(property.getName())
				|| findCause(cause, UnboundConfigurationPropertiesException.class) != null) {
			return null;
		}
		String name = property.getName().toString();
		String wanted = wanted(name, cause.getTarget().getType().resolve(Object.class));
		String description = new PropertyReport("A property of the AMQP receiver cannot be read:")
			.property(name, PropertyReport.shown(name, property.getValue()), property.getOrigin())
			.reason("It must be " + wanted + ".");
		return new FailureAnalysis(description, "Write " + wanted + ", or leave the property out for the default.",
				cause);
	}

	private static String wanted(String name, Class<?> type) {
		if (name.endsWith(".port")) {
			return "a whole number from 1 to 65535";
		}
		if (type.isEnum()) {
			return "one of " + Arrays.stream(type.getEnumConstants())
				.map((value) -> ((Enum<?>) value).name())
				.collect(Collectors.joining(", "));
		}
		if (type == Integer.class || type == Long.class) {
			return "a whole number";
		}
		if (type == Double.class) {
			return "a number such as 0.5";
		}
		if (type == Boolean.class) {
			return "true or false";
		}
		if (type == Duration.class) {
			return "a duration such as 500ms, 30s or 2m";
		}
		if (type == DataSize.class) {
			return "a size such as 512B, 64KB or 1MB";
		}
		if (Map.class.isAssignableFrom(type) || type.isRecord()) {
			return "a group with properties below it, not a value";
		}
		return (type == Charset.class) ? "the name of a charset such as UTF-8" : "a " + type.getSimpleName();
	}

}
