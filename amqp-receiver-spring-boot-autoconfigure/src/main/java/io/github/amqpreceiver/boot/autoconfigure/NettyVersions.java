package io.github.amqpreceiver.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The versions of Netty's artifacts as each of them tells it; read without loading a
 * class of Netty, which could fail when they do not suit each other.
 *
 * @param versions versions by artifact
 * @since 0.1
 */
public record NettyVersions(Map<String, String> versions) {

	private static final String RESOURCE = "META-INF/io.netty.versions.properties";

	private static final String KEY = ".version";

	/**
	 * Copies the versions.
	 */
	public NettyVersions {
		versions = Collections.unmodifiableMap(new TreeMap<>(versions));
	}

	/**
	 * Reads the versions.
	 * @param loader the class loader of the application
	 * @return the versions; none where they cannot be read
	 */
	public static NettyVersions of(ClassLoader loader) {
		Map<String, String> found = new TreeMap<>();
		try {
			for (URL url : Collections.list(loader.getResources(RESOURCE))) {
				Properties properties = new Properties();
				try (InputStream in = url.openStream()) {
					properties.load(in);
				}
				for (String name : properties.stringPropertyNames()) {
					if (name.endsWith(KEY)) {
						found.put(name.substring(0, name.length() - KEY.length()), properties.getProperty(name));
					}
				}
			}
		}
		catch (IOException ex) {
			// what cannot be read is not told
			return new NettyVersions(Map.of());
		}
		return new NettyVersions(found);
	}

	/**
	 * Whether artifacts of different minor versions, as 4.1 and 4.2, are mixed.
	 * @return whether they are
	 */
	public boolean isMixed() {
		return this.versions.values().stream().map(NettyVersions::minor).distinct().count() > 1;
	}

	private static String minor(String version) {
		String[] parts = version.split("\\.", 3);
		return (parts.length > 1) ? parts[0] + "." + parts[1] : version;
	}

	/**
	 * The versions, each with its artifacts.
	 * @return such as {@code 4.1.100.Final (netty-common), 4.2.18.Final (netty-buffer)}
	 */
	@Override
	public String toString() {
		Set<String> different = new TreeSet<>(this.versions.values());
		if (different.size() == 1) {
			return different.iterator().next();
		}
		return different.isEmpty() ? "unknown"
				: different.stream()
					.map((version) -> version + " (" + String.join(", ", artifacts(version)) + ")")
					.collect(Collectors.joining(", "));
	}

	private Set<String> artifacts(String version) {
		return this.versions.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(version))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
