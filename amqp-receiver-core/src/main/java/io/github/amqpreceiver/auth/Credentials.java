package io.github.amqpreceiver.auth;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Who we are to the peer. No {@code toString} shows a secret.
 *
 * @since 0.1
 */
public sealed interface Credentials {

	/**
	 * Nobody: SASL ANONYMOUS.
	 * @return anonymous credentials
	 */
	static Credentials anonymous() {
		return Anonymous.INSTANCE;
	}

	/**
	 * A user and a password that does not change, for SCRAM or PLAIN.
	 * @param username the user's name, not empty
	 * @param password the password
	 * @return credentials
	 */
	static Credentials password(String username, String password) {
		Objects.requireNonNull(password, "password");
		return new UsernamePassword(() -> username, () -> password);
	}

	/**
	 * A user and a password that are asked for again at every connection attempt, so that
	 * a rotated password is picked up.
	 * @param username gives the user's name
	 * @param password gives the password
	 * @return credentials
	 */
	static Credentials password(Supplier<String> username, Supplier<String> password) {
		return new UsernamePassword(username, password);
	}

	/**
	 * The client certificate of the TLS connection: SASL EXTERNAL.
	 * @return external credentials
	 */
	static Credentials external() {
		return External.INSTANCE;
	}

	/** SASL ANONYMOUS. */
	record Anonymous() implements Credentials {

		private static final Anonymous INSTANCE = new Anonymous();

	}

	/** SASL EXTERNAL. */
	record External() implements Credentials {

		private static final External INSTANCE = new External();

	}

	/**
	 * A user and a password; the suppliers are called off the event loop and may block.
	 *
	 * @param username gives the user's name
	 * @param password gives the password
	 */
	record UsernamePassword(Supplier<String> username, Supplier<String> password) implements Credentials {

		@Override
		public String toString() {
			return "UsernamePassword[******]";
		}

	}

}
