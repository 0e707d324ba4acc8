package io.github.amqpreceiver.boot.autoconfigure;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
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
			checkKeys(property, name, bundle);
			return bundle;
		}
		catch (NoSuchSslBundleException | InvalidAmqpReceiverPropertyException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InvalidAmqpReceiverPropertyException(property, name,
					"The bundle cannot be used: " + innermost(ex),
					"Check the files and passwords under spring.ssl.bundle that define '" + name + "'.", ex);
		}
	}

	// of a key store that is there one wants to be known by
	private static void checkKeys(String property, String name, SslBundle bundle) {
		KeyStore keys = bundle.getStores().getKeyStore();
		try {
			if (keys != null && Collections.list(keys.aliases()).stream().noneMatch((alias) -> isKey(keys, alias))) {
				throw new InvalidAmqpReceiverPropertyException(property, name, "Its key store has no private key.",
						"Set the keystore.private-key of the bundle '" + name
								+ "', or name its certificate as truststore.certificate when it is to be trusted.");
			}
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isKey(KeyStore keys, String alias) {
		try {
			return keys.isKeyEntry(alias);
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// the two innermost causes: the store, and what is wrong with it
	private static String innermost(Throwable failure) {
		String before = "";
		String last = String.valueOf(failure.getMessage());
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			if (cause.getMessage() != null && !last.contains(cause.getMessage())) {
				before = last;
				last = cause.getMessage();
			}
		}
		String told = before.isEmpty() ? last : before + ": " + last;
		return told.endsWith(".") ? told : told + ".";
	}

}
