package io.github.amqpreceiver.internal.sasl;

import io.github.amqpreceiver.type.Symbol;

/**
 * The mechanisms that this side knows, the one to prefer first.
 */
public enum SaslMechanism {

	/** RFC 5802 with the hash of RFC 7677's successors. */
	SCRAM_SHA_512("SCRAM-SHA-512"),
	/** RFC 7677. */
	SCRAM_SHA_256("SCRAM-SHA-256"),
	/** RFC 5802; only used where it is configured, for its hash is weak. */
	SCRAM_SHA_1("SCRAM-SHA-1"),
	/** RFC 4422, appendix A: the client certificate. */
	EXTERNAL("EXTERNAL"),
	/** RFC 4616: the password as it is. */
	PLAIN("PLAIN"),
	/** RFC 4505: nobody. */
	ANONYMOUS("ANONYMOUS");

	private final String wireName;

	private final Symbol symbol;

	SaslMechanism(String wireName) {
		this.wireName = wireName;
		this.symbol = Symbol.valueOf(wireName);
	}

	/**
	 * The registered name.
	 * @return such as {@code SCRAM-SHA-256}
	 */
	public String wireName() {
		return this.wireName;
	}

	/**
	 * The registered name as it goes over the wire.
	 * @return the symbol
	 */
	public Symbol symbol() {
		return this.symbol;
	}

	boolean isScram() {
		return this == SCRAM_SHA_512 || this == SCRAM_SHA_256 || this == SCRAM_SHA_1;
	}

	@Override
	public String toString() {
		return this.wireName;
	}

}
