package io.github.amqpreceiver.internal.sasl;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one exchange has to go by. Immutable.
 *
 * @param peer the peer, as messages name it
 * @param hostname the host that was dialled, as the init frame names it, or null
 * @param identity who this side is
 * @param mechanisms the mechanisms that may be used, by name; empty for all that suit the
 * identity and are strong enough
 * @param encrypted whether the connection is encrypted
 * @param loopback whether it does not leave this machine
 * @param allowPlainWithoutTls whether a password may leave it unencrypted all the same
 */
public record SaslSettings(String peer, @Nullable String hostname, SaslIdentity identity, List<String> mechanisms,
		boolean encrypted, boolean loopback, boolean allowPlainWithoutTls) {

	/**
	 * Copies the list.
	 */
	public SaslSettings {
		mechanisms = List.copyOf(mechanisms);
	}

}
