package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One attachment of a link to a session (AMQP 1.0, section 2.6.1 to 2.6.6): made,
 * attached, and ended once (I4). What differs by role is left to the two subclasses.
 * Touched only on the event loop.
 */
abstract class Link {

	private final SessionEngine session;

	private final String name;

	private final boolean receiver;

	private State state = State.NEW;

	private boolean refused;

	/** The handle that this side chose, or -1. */
	int handle = -1;

	/** Whether the peer has a handle for it. */
	boolean mapped;

	/** Whether it is to be told of the end of the running burst. */
	boolean touched;

	Link(SessionEngine session, String name, boolean receiver) {
		this.session = session;
		this.name = name;
		this.receiver = receiver;
	}

	/**
	 * The link's name.
	 * @return the name
	 */
	public final String name() {
		return this.name;
	}

	/**
	 * The address, the assigned one of a dynamic node.
	 * @return the address
	 */
	public abstract String address();

	/**
	 * Sends the attach.
	 * @throws ConfigurationException when the session has no free handle, or the frame is
	 * larger than the peer takes
	 */
	public final void attach() {
		this.handle = this.session.attach(this);
		this.state = State.ATTACH_SENT;
		try {
			this.session.write(this, attachFrame());
		}
		catch (ConfigurationException ex) {
			this.state = State.ENDED;
			this.session.detached(this);
			throw ex;
		}
	}

	abstract Performative.Attach attachFrame();

	final void onAttach(Performative.Attach attach) {
		if ((this.receiver ? attach.source() : attach.target()) == null) {
			// A refusal (section 2.6.3): the reason follows in a detach.
			this.refused = true;
			return;
		}
		granted(attach);
		if (this.state == State.ATTACH_SENT) {
			this.state = State.ATTACHED;
			attached(attach);
		}
	}

	/** The peer answered: what it says of the link holds from now on. */
	abstract void granted(Performative.Attach attach);

	/** Frames may flow. */
	abstract void attached(Performative.Attach attach);

	/**
	 * Whether the link is attached and messages may flow.
	 * @return whether it is
	 */
	public final boolean attached() {
		return this.state == State.ATTACHED;
	}

	final boolean ended() {
		return this.state == State.ENDED;
	}

	final boolean receiver() {
		return this.receiver;
	}

	abstract void onFlow(Performative.Flow flow);

	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		throw ProtocolError.session(Conditions.NOT_ALLOWED, "a transfer came on link '%s', which only sends",
				this.name);
	}

	abstract void onDisposition(DispositionFrame disposition);

	/**
	 * Detaches.
	 * @param closed whether the terminus is given up too
	 */
	public final void detach(boolean closed) {
		if (detach(closed, null)) {
			this.state = State.DETACH_SENT;
		}
	}

	private boolean detach(boolean closed, @Nullable ErrorCondition error) {
		if (this.state != State.ATTACHED && this.state != State.ATTACH_SENT) {
			return false;
		}
		this.session.write(this, new Performative.Detach(this.handle, closed, error));
		return true;
	}

	/** What the attach asked for besides the address, for the sentence of a refusal. */
	String wishes() {
		return "";
	}

	final void onDetach(Performative.Detach detach) {
		State before = this.state;
		detach(detach.closed(), null);
		this.session.detached(this);
		if (before == State.DETACH_SENT) {
			endQuietly();
		}
		else {
			boolean whileAttaching = this.refused || before == State.ATTACH_SENT;
			String place = "address '" + address() + "'" + (whileAttaching ? wishes() : "");
			end(Failures.detached(place, this.name, detach.error(), whileAttaching,
					this.session.connection().product()));
		}
	}

	/** The peer broke the protocol on this link: detach with the error. */
	final void fail(ProtocolError error) {
		detach(true, error.condition());
		end(Failures.violation("link '" + this.name + "' to address '" + address() + "'", error.condition()));
	}

	/**
	 * Detaches and ends now, without waiting for the peer.
	 * @param why what ended it
	 */
	public final void abandon(AmqpReceiverException why) {
		detach(true);
		end(why);
	}

	/** Ends now and tells nobody: the peer did not answer a detach. */
	public final void forget() {
		endQuietly();
	}

	private void endQuietly() {
		end(new ReceiverClosedException((this.receiver ? "Receiver '" : "Sender '") + this.name + "' was closed", null,
				null));
	}

	/** The session or connection is gone, nothing can be sent. */
	final void onLost(AmqpReceiverException failure) {
		end(failure);
	}

	private void end(AmqpReceiverException why) {
		if (this.state != State.ENDED) {
			this.state = State.ENDED;
			this.session.connection().frames().explain(why);
			lost(why);
		}
	}

	/** The generation is over; called once. */
	abstract void lost(AmqpReceiverException why);

	/** Whether its frames are logged at this moment. */
	boolean tracing() {
		return false;
	}

	/** The burst that frames came in has ended. */
	void burstEnded() {
	}

	/** The states of section 2.6.3 and 2.6.5 that matter to this side. */
	private enum State {

		NEW, ATTACH_SENT, ATTACHED, DETACH_SENT, ENDED

	}

}
