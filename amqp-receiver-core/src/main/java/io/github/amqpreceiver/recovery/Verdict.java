package io.github.amqpreceiver.recovery;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What to do after a failure.
 *
 * @param action what to do
 * @param backOff the back-off to use instead of the configured one, or null
 * @since 0.1
 */
public record Verdict(Action action, @Nullable BackOff backOff) {

	/** The link is gone, its session lives: attach again. */
	public static final Verdict REATTACH = new Verdict(Action.REATTACH, null);

	/** The session is gone, its connection lives: a new session for its links. */
	public static final Verdict REBEGIN = new Verdict(Action.REBEGIN, null);

	/** The connection is gone or of no use: dial again. */
	public static final Verdict RECONNECT = new Verdict(Action.RECONNECT, null);

	/**
	 * Ask for the credentials again, and dial with them where they are others than those
	 * that the peer knows; otherwise give up.
	 */
	public static final Verdict REAUTHENTICATE = new Verdict(Action.REAUTHENTICATE, null);

	/** Go where the peer pointed to. */
	public static final Verdict REDIRECT = new Verdict(Action.REDIRECT, null);

	/** Trying again would not help: stop, and say so. */
	public static final Verdict GIVE_UP = new Verdict(Action.GIVE_UP, null);

	/**
	 * Checks the action.
	 */
	public Verdict {
		Objects.requireNonNull(action, "action");
	}

	/**
	 * The same verdict with a back-off of its own.
	 * @param backOff the back-off
	 * @return a verdict
	 */
	public Verdict after(BackOff backOff) {
		return new Verdict(this.action, backOff);
	}

	/** The actions, from the mildest to the last. */
	public enum Action {

		/** See {@link Verdict#REATTACH}. */
		REATTACH,
		/** See {@link Verdict#REBEGIN}. */
		REBEGIN,
		/** See {@link Verdict#RECONNECT}. */
		RECONNECT,
		/** See {@link Verdict#REAUTHENTICATE}. */
		REAUTHENTICATE,
		/** See {@link Verdict#REDIRECT}. */
		REDIRECT,
		/** See {@link Verdict#GIVE_UP}. */
		GIVE_UP

	}

}
