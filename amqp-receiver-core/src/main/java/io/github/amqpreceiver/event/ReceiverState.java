package io.github.amqpreceiver.event;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a receiver: the seed's five and the two that a receiver which recovers
 * needs. {@link #mayBecome} is the one table of legal transitions.
 *
 * @since 0.1
 */
public enum ReceiverState {

	/** Not started, or closed with its link intact. */
	IDLE,
	/**
	 * Opening for the first time, or again after {@code close()}; may take many attempts.
	 */
	OPENING,
	/** Attached and usable. */
	OPEN,
	/** Attached before, lost, and being recovered. */
	RECOVERING,
	/** Finishing: no further messages, handlers end, buffered messages are released. */
	CLOSING,
	/** Gave up; {@code lastError()} says why; {@code open()} tries once more. */
	ERROR,
	/** The end: nothing leads out of it. */
	DESTROYED;

	/**
	 * Whether a receiver may go from this state to another.
	 * @param next the other state
	 * @return whether that is legal
	 */
	public boolean mayBecome(ReceiverState next) {
		return successors().contains(next);
	}

	private Set<ReceiverState> successors() {
		return switch (this) {
			case IDLE -> EnumSet.of(OPENING, RECOVERING, ERROR, DESTROYED);
			case OPENING, RECOVERING -> EnumSet.of(OPEN, CLOSING, ERROR, DESTROYED);
			case OPEN -> EnumSet.of(RECOVERING, CLOSING, ERROR, DESTROYED);
			case CLOSING -> EnumSet.of(IDLE, ERROR, DESTROYED);
			case ERROR -> EnumSet.of(OPENING, DESTROYED);
			case DESTROYED -> EnumSet.noneOf(ReceiverState.class);
		};
	}

}
