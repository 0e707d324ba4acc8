package io.github.amqpreceiver.boot.autoconfigure;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Finds a bundle, and says which property named it when that goes wrong. */
final class NamedSslBundle {

	private NamedSslBundle() {
	}

	static SslBundle find(String property, String name, @Nullable SslBundles bundles) {
		Set<String> names = (bundles != null) ? new TreeSet<>(bundles.getBundleNames()) : Set.of();
		if (bundles == null || !names.contains(name)) {
			throw new InvalidAmqpReceiverPropertyException(property, name,
					"There is no SSL bundle of that name; there is " + (names.isEmpty() ? "none" : names) + ".",
					"Define spring.ssl.bundle.pem." + name + " or spring.ssl.bundle.jks." + name + ".");
		}
		try {
			SslBundle bundle = bundles.getBundle(name);
			// now, and not at the first attempt to connect
			bundle.createSslContext();
			return bundle;
		}
		catch (NoSuchSslBundleException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InvalidAmqpReceiverPropertyException(property, name,
					"The bundle cannot be used: " + innermost(ex) + ".",
					"Check the files and passwords under spring.ssl.bundle that define '" + name + "'.", ex);
		}
	}

	private static String innermost(Throwable failure) {
		StringBuilder told = new StringBuilder(String.valueOf(failure.getMessage()));
		Throwable cause = failure.getCause();
		while (cause != null) {
			if (cause.getMessage() != null && told.indexOf(cause.getMessage()) < 0) {
				told.append(": ").append(cause.getMessage());
			}
			cause = cause.getCause();
		}
		return told.toString();
	}

}
