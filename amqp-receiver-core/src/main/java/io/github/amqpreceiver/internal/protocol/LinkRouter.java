package io.github.amqpreceiver.internal.protocol;

import java.util.function.Consumer;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.netty.buffer.ByteBuf;

/**
 * Hands the frames of one session to the link that each is for (AMQP 1.0, section 2.6.2).
 * A link that the peer broke the protocol on is detached; the others of the session do
 * not notice. Touched only on the event loop.
 */
final class LinkRouter {

	private final SessionEngine session;

	private final ConnectionEngine connection;

	private final Links links;

	LinkRouter(SessionEngine session, Links links) {
		this.session = session;
		this.connection = session.connection();
		this.links = links;
	}

	void onAttach(Performative.Attach attach) {
		long handleMax = this.connection.limits().handleMax();
		if (attach.handle() > handleMax) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR,
					"an attach came with handle %d, but handle-max is %d", attach.handle(), handleMax);
		}
		Link link = this.links.awaiting(attach.name(), !attach.receiver());
		if (link == null) {
			throw ProtocolError.session(Conditions.NOT_ALLOWED,
					"an attach came for link '%s', which this side did not ask for",
					ErrorCondition.printable(attach.name()));
		}
		if (!this.links.map((int) attach.handle(), link)) {
			throw ProtocolError.session(Conditions.HANDLE_IN_USE, "an attach came for handle %d, which is in use",
					attach.handle());
		}
		atLink(link, (awaiting) -> awaiting.onAttach(attach));
	}

	/** A flow that names a link. */
	void onFlow(Performative.Flow flow) {
		Link link = this.links.byRemoteHandle(flow.handle(), "a flow");
		this.links.touch(link);
		atLink(link, (attached) -> attached.onFlow(flow));
	}

	/** As {@link #atLink}, without an object a message. */
	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		Link link = this.links.byRemoteHandle(transfer.handle(), "a transfer");
		this.links.touch(link);
		this.connection.frames().concern(link);
		try {
			link.onTransfer(transfer, buf);
		}
		catch (ProtocolError ex) {
			failed(link, ex);
		}
	}

	void onDisposition(DispositionFrame disposition) {
		if (disposition.last() != disposition.first()
				&& Serial.less((int) disposition.last(), (int) disposition.first())) {
			return;
		}
		// A peer in role sender speaks of our receivers' deliveries, and the reverse.
		for (Link link : this.links.all()) {
			if (link.receiver() != disposition.receiverRole()) {
				this.connection.frames().concern(link);
				link.onDisposition(disposition);
			}
		}
	}

	void onDetach(Performative.Detach detach) {
		Link link = this.links.byRemoteHandle(detach.handle(), "a detach");
		this.links.unmap((int) detach.handle());
		this.connection.frames().concern(link);
		link.onDetach(detach);
	}

	private void atLink(Link link, Consumer<Link> action) {
		this.connection.frames().concern(link);
		try {
			action.accept(link);
		}
		catch (ProtocolError ex) {
			failed(link, ex);
		}
	}

	private void failed(Link link, ProtocolError error) {
		if (error.level() != ProtocolError.Level.LINK) {
			throw error;
		}
		this.connection.violated(this.session, link, error);
		link.fail(error);
	}

}
