package io.github.amqpreceiver.recovery;

import io.github.amqpreceiver.error.ErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows a failure; {@code error_policy} of the seed. Implementations are
 * pure: they run on event loops, must not block and may be shared. Refused credentials
 * are not asked about: {@code RecoveryOptions} says what follows them.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ErrorPolicy {

	/** The table of {@code docs/recovery.md}. */
	ErrorPolicy DEFAULT = new DefaultErrorPolicy();

	/**
	 * What to do. A verdict milder than the scope allows is raised to it: a lost
	 * connection cannot be answered by re-attaching a link.
	 * @param condition what the peer, or this library, gave as the reason; null when
	 * there was none, as when a socket broke or a link was detached without an error
	 * @param scope what failed
	 * @return the verdict
	 */
	Verdict decide(@Nullable ErrorCondition condition, Scope scope);

	/** What failed. */
	enum Scope {

		/** One link. */
		LINK,
		/** A session and all its links. */
		SESSION,
		/** A connection, all its sessions and links. */
		CONNECTION

	}

}
