package io.github.amqpreceiver.internal.sasl;

import java.util.List;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What a server may say in the security layer (AMQP 1.0, section 5.3.3).
 */
sealed interface SaslFrame {

	/**
	 * Which mechanisms the server offers.
	 *
	 * @param mechanisms their names
	 */
	record Mechanisms(List<Symbol> mechanisms) implements SaslFrame {
	}

	/**
	 * A step of the exchange.
	 *
	 * @param data what the mechanism says
	 */
	record Challenge(byte[] data) implements SaslFrame {
	}

	/**
	 * The end of the exchange.
	 *
	 * @param code 0 ok, 1 auth, 2 sys, 3 sys-perm, 4 sys-temp
	 * @param additionalData the last word of the mechanism, or null
	 */
	record Outcome(int code, byte @Nullable [] additionalData) implements SaslFrame {

		static final int OK = 0;

		static final int AUTH = 1;

		static final int SYS = 2;

		static final int SYS_PERM = 3;

		static final int SYS_TEMP = 4;

	}

}
