package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.netty.buffer.ByteBuf;

/**
 * One attachment of a link to a session: made, attached, and ended once (I4). Touched
 * only on the event loop.
 */
abstract class Link {

	private final String name;

	private final boolean receiver;

	/** The handle that this side chose, or -1. */
	int handle = -1;

	/** Whether the peer has a handle for it. */
	boolean mapped;

	/** Whether it is to be told of the end of the running burst. */
	boolean touched;

	Link(String name, boolean receiver) {
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

	final boolean receiver() {
		return this.receiver;
	}

	abstract void onAttach(Performative.Attach attach);

	abstract void onFlow(Performative.Flow flow);

	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		throw ProtocolError.session(Conditions.NOT_ALLOWED, "a transfer came on link '%s', which only sends",
				this.name);
	}

	abstract void onDisposition(DispositionFrame disposition);

	abstract void onDetach(Performative.Detach detach);

	/** The session or connection is gone, nothing can be sent. */
	abstract void onLost(AmqpReceiverException failure);

	/** The peer broke the protocol on this link: detach with the error. */
	abstract void fail(ProtocolError error);

	/** Whether its frames are logged at this moment. */
	boolean tracing() {
		return false;
	}

	/** The burst that frames came in has ended. */
	void burstEnded() {
	}

}
