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
	 * A text as a sentence.
	 * @param text the text
	 * @return it with a capital at its beginning and a full stop at its end
	 */
	static String sentence(String text) {
		String begun = text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
		return begun.endsWith(".") ? begun : begun + ".";
	}

	/**
	 * A property as it was set.
	 * @param environment the environment, or null when it is not known
	 * @param name the full name of the property, also of a list
	 * @return the property, or null when it was not set
	 */
	static @Nullable ConfigurationProperty find(@Nullable Environment environment, String name) {
		if (environment == null) {
			return null;
		}
		for (String candidate : new String[] { name, name + "[0]" }) {
			ConfigurationPropertyName key = ConfigurationPropertyName.ofIfValid(candidate);
			if (key != null) {
				for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
					ConfigurationProperty found = source.getConfigurationProperty(key);
					if (found != null) {
						return found;
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
		return isSecret(name) ? MASK : String.valueOf(value);
	}

	static boolean isSecret(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return lower.contains("passw") || lower.contains("secret") || lower.contains("token")
				|| lower.contains("credential") || lower.endsWith("uri") || lower.endsWith("url")
				|| lower.contains("address");
	}

}
