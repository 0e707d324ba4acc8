package io.github.amqpreceiver.internal.sasl;

/**
 * Who this side is for one connection attempt: credentials whose suppliers have been
 * asked. Immutable; no {@code toString} shows a password.
 */
public sealed interface SaslIdentity {

	/**
	 * Which mechanism could prove this identity, whatever the peer offers.
	 * @param mechanism the mechanism
	 * @return whether it could
	 */
	boolean suits(SaslMechanism mechanism);

	/** Nobody. */
	record Anonymous() implements SaslIdentity {

		@Override
		public boolean suits(SaslMechanism mechanism) {
			return mechanism == SaslMechanism.ANONYMOUS;
		}

		@Override
		public String toString() {
			return "nobody (anonymous)";
		}

	}

	/** The subject of the client certificate. */
	record External() implements SaslIdentity {

		@Override
		public boolean suits(SaslMechanism mechanism) {
			return mechanism == SaslMechanism.EXTERNAL;
		}

		@Override
		public String toString() {
			return "the owner of the client certificate";
		}

	}

	/**
	 * A user with a password.
	 *
	 * @param username the user's name
	 * @param password the password
	 */
	record Password(String username, String password) implements SaslIdentity {

		@Override
		public boolean suits(SaslMechanism mechanism) {
			return mechanism.isScram() || mechanism == SaslMechanism.PLAIN;
		}

		@Override
		public String toString() {
			return "user '" + this.username + "'";
		}

	}

}
