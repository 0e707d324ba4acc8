package io.github.amqpreceiver.options;

import io.github.amqpreceiver.type.Symbol;

/**
 * What receiving does to messages at the node (AMQP 1.0, section 3.5.7).
 *
 * @since 0.1
 */
public enum DistributionMode {

	/** Each message goes to one receiver. */
	MOVE("move"),
	/** Messages stay: browsing. */
	COPY("copy");

	private final Symbol symbol;

	DistributionMode(String symbol) {
		this.symbol = Symbol.valueOf(symbol);
	}

	/**
	 * The word on the wire.
	 * @return the symbol
	 */
	public Symbol symbol() {
		return this.symbol;
	}

}
