package io.github.amqpreceiver.options;

import io.github.amqpreceiver.type.Symbol;

/**
 * When the expiry of a terminus begins (AMQP 1.0, section 3.5.6).
 *
 * @since 0.1
 */
public enum TerminusExpiryPolicy {

	/** When the link is detached. */
	LINK_DETACH("link-detach"),
	/** When the session ends. */
	SESSION_END("session-end"),
	/** When the connection is closed. */
	CONNECTION_CLOSE("connection-close"),
	/** Never. */
	NEVER("never");

	private final Symbol symbol;

	TerminusExpiryPolicy(String symbol) {
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
