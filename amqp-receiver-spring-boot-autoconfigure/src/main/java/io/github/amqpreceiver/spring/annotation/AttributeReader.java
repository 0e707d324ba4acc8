package io.github.amqpreceiver.spring.annotation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanExpressionException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Reads the attributes of one annotation: resolves <code>${…}</code> and
 * <code>#{…}</code>, converts, and says what is wrong with class#method, attribute and
 * value. An empty attribute is one that is not set.
 *
 * @param beanFactory resolves
 * @param listener class#method
 */
record AttributeReader(@Nullable ConfigurableBeanFactory beanFactory, String listener) {

	@Nullable String text(String attribute, String value) {
		Object resolved = resolve(attribute, value);
		return (resolved == null || resolved.toString().isBlank()) ? null : resolved.toString();
	}

	@Nullable List<String> texts(String attribute, String[] values) {
		List<String> texts = new ArrayList<>();
		for (String value : values) {
			Object resolved = resolve(attribute, value);
			if (resolved instanceof Collection<?> several) {
				several.forEach((one) -> texts.add(Objects.toString(one, "")));
			}
			else if (resolved instanceof Object[] several) {
				Arrays.stream(several).forEach((one) -> texts.add(Objects.toString(one, "")));
			}
			else if (resolved != null && value.contains("{")) {
				// A property may hold a list; a text in code may have a comma.
				texts.addAll(Arrays.asList(StringUtils.tokenizeToStringArray(resolved.toString(), ",")));
			}
			else if (resolved != null) {
				texts.add(resolved.toString());
			}
		}
		return (values.length == 0) ? null : texts;
	}

	@Nullable Map<String, String> pairs(String attribute, String[] values) {
		if (values.length == 0) {
			return null;
		}
		Map<String, String> pairs = new LinkedHashMap<>();
		for (String value : values) {
			String resolved = String.valueOf(resolve(attribute, value));
			int equals = resolved.indexOf('=');
			if (equals <= 0) {
				throw mistake(attribute, resolved, "write name=value", null);
			}
			pairs.put(resolved.substring(0, equals).trim(), resolved.substring(equals + 1).trim());
		}
		return pairs;
	}

	@Nullable Integer number(String attribute, String value) {
		String text = text(attribute, value);
		try {
			return (text != null) ? Integer.valueOf(text.trim()) : null;
		}
		catch (NumberFormatException ex) {
			throw mistake(attribute, text, "write a whole number", ex);
		}
	}

	@Nullable Boolean flag(String attribute, String value) {
		String text = text(attribute, value);
		if (text == null) {
			return null;
		}
		return switch (text.trim().toLowerCase(Locale.ROOT)) {
			case "true" -> Boolean.TRUE;
			case "false" -> Boolean.FALSE;
			default -> throw mistake(attribute, text, "write true or false", null);
		};
	}

	@Nullable Duration duration(String attribute, String value) {
		String text = text(attribute, value);
		try {
			return (text != null) ? DurationFormatterUtils.detectAndParse(text.trim(), DurationFormat.Unit.MILLIS)
					: null;
		}
		catch (IllegalArgumentException ex) {
			throw mistake(attribute, text, "write a duration such as 500ms, 10s or PT10S", ex);
		}
	}

	@Nullable Long size(String attribute, String value) {
		String text = text(attribute, value);
		try {
			return (text != null) ? (Long) DataSize.parse(text.trim()).toBytes() : null;
		}
		catch (IllegalArgumentException ex) {
			throw mistake(attribute, text, "write a size such as 65536, 512KB or 10MB", ex);
		}
	}

	<E extends Enum<E>> @Nullable E choice(String attribute, String value, Class<E> type) {
		String text = text(attribute, value);
		if (text == null) {
			return null;
		}
		String wanted = canonical(text);
		for (E constant : type.getEnumConstants()) {
			if (canonical(constant.name()).equals(wanted)) {
				return constant;
			}
		}
		throw mistake(attribute, text, "write one of " + Arrays.toString(type.getEnumConstants()), null);
	}

	private static String canonical(String name) {
		return name.trim().replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	private @Nullable Object resolve(String attribute, String value) {
		if (this.beanFactory == null || value.isEmpty()) {
			return value;
		}
		try {
			String text = this.beanFactory.resolveEmbeddedValue(value);
			if (value.equals(text) && value.contains("${")) {
				// Outside of Spring Boot, an unknown placeholder may stay as it is
				throw new IllegalArgumentException("Could not resolve placeholder in '" + value + "'");
			}
			BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
			if (text == null || resolver == null) {
				return text;
			}
			return resolver.evaluate(text, new BeanExpressionContext(this.beanFactory, null));
		}
		catch (BeanExpressionException ex) {
			throw mistake(attribute, value,
					"the expression failed: " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
		catch (IllegalArgumentException ex) {
			throw mistake(attribute, value,
					"define the property that the placeholder names, or give it a default as in ${name:default} ("
							+ ex.getMessage() + ")",
					ex);
		}
	}

	ListenerConfigurationException mistake(String attribute, @Nullable String value, String action,
			@Nullable Exception cause) {
		return new ListenerConfigurationException(this.listener, attribute,
				"is '" + value + "', which cannot be understood", action, cause);
	}

}
