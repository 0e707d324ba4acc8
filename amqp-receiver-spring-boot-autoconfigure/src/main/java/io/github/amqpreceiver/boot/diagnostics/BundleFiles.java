package io.github.amqpreceiver.boot.diagnostics;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** The files that the properties of an SSL bundle name. */
final class BundleFiles {

	private static final ConfigurationPropertyName BUNDLES = ConfigurationPropertyName.of("spring.ssl.bundle");

	private BundleFiles() {
	}

	/**
	 * The files of a bundle.
	 * @param environment the environment, or null when it is not known
	 * @param bundle the name of the bundle
	 * @return locations by the full name of the property; without what stands in the
	 * property itself, which may be a key
	 */
	static Map<String, String> of(@Nullable Environment environment, String bundle) {
		Map<String, String> files = new TreeMap<>();
		if (environment == null) {
			return files;
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter(BUNDLES::isAncestorOf)
					.filter((name) -> isOf(name, bundle))
					.filter((name) -> isLocation(environment.getProperty(name.toString())))
					.forEach((name) -> files.putIfAbsent(name.toString(),
							String.valueOf(environment.getProperty(name.toString()))));
			}
		}
		return files;
	}

	private static boolean isOf(ConfigurationPropertyName name, String bundle) {
		return name.getNumberOfElements() > 5
				&& name.getElement(4, ConfigurationPropertyName.Form.ORIGINAL).equals(bundle);
	}

	private static boolean isLocation(@Nullable String value) {
		return value != null && (value.startsWith("file:") || value.startsWith("classpath:"));
	}

}
