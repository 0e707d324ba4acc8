package io.github.amqpreceiver.boot.diagnostics;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/** The description of one wrong property, in the form of Spring Boot's own reports. */
final class PropertyReport {

	static final String PREFIX = "amqp.receiver";

	private static final String MASK = "******";

	private final StringBuilder text = new StringBuilder();

	PropertyReport(String headline) {
		this.text.append(headline).append("%n".formatted());
	}

	PropertyReport line(String name, @Nullable Object value) {
		if (value != null) {
			this.text.append("%n    %s: %s".formatted(name, value));
		}
		return this;
	}

	PropertyReport property(String name, @Nullable String value, @Nullable Object origin) {
		line("Property", name);
		line("Value", (value != null) ? "\"" + value + "\"" : "not set");
		return line("Origin", origin);
	}

	String reason(String reason) {
		return line("Reason", reason).text.toString();
	}

	/**
	 * Where a property was set.
	 * @param environment the environment, or null when it is not known
	 * @param name the full name of the property, also of a list
	 * @return the origin, or null when it was not set or the place is not known
	 */
	static @Nullable Object origin(@Nullable Environment environment, String name) {
		if (environment == null) {
			return null;
		}
		for (String candidate : new String[] { name, name + "[0]" }) {
			ConfigurationPropertyName key = ConfigurationPropertyName.ofIfValid(candidate);
			if (key != null) {
				for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
					ConfigurationProperty found = source.getConfigurationProperty(key);
					if (found != null) {
						return found.getOrigin();
					}
				}
			}
		}
		return null;
	}

	/**
	 * The value as it may be shown.
	 * @param name the property's name
	 * @param value its value
	 * @return the value or a mask
	 */
	static String shown(String name, @Nullable Object value) {
		String last = name.toLowerCase(Locale.ROOT);
		boolean secret = last.contains("password") || last.contains("secret") || last.contains("token")
				|| last.endsWith(".uri") || last.contains("addresses");
		return secret ? MASK : String.valueOf(value);
	}

}
