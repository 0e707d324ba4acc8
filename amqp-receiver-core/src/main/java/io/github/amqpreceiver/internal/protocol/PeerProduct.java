package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/** The product and version that a peer names in its open frame. */
public final class PeerProduct {

	private static final Symbol PRODUCT = Symbol.valueOf("product");

	private static final Symbol VERSION = Symbol.valueOf("version");

	private PeerProduct() {
	}

	static @Nullable String of(Performative.Open open) {
		String product = product(open);
		String version = version(open);
		return (product == null) ? null : (version == null) ? product : product + " " + version;
	}

	/**
	 * The product.
	 * @param open the peer's open frame
	 * @return its product, or null
	 */
	public static @Nullable String product(Performative.Open open) {
		return text(open.properties().get(PRODUCT));
	}

	/**
	 * The version.
	 * @param open the peer's open frame
	 * @return its version, or null
	 */
	public static @Nullable String version(Performative.Open open) {
		return text(open.properties().get(VERSION));
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

}
