package io.github.amqpreceiver.internal.connection;

import io.github.amqpreceiver.auth.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as they are at one attempt.
 *
 * @param credentials of which kind
 * @param username the user, or null
 * @param password the password, or null
 */
record ResolvedCredentials(Credentials credentials, @Nullable String username, @Nullable String password) {

	/** Asks for them; may block, so not on an event loop. */
	static ResolvedCredentials of(Credentials credentials) {
		if (credentials instanceof Credentials.UsernamePassword pair) {
			return new ResolvedCredentials(credentials, pair.username().get(), pair.password().get());
		}
		return new ResolvedCredentials(credentials, null, null);
	}

	@Override
	public String toString() {
		return "ResolvedCredentials[" + this.credentials + "]";
	}

}
