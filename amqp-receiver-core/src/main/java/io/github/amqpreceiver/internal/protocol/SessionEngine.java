package io.github.amqpreceiver.internal.protocol;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.options.SessionOptions;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One session on one connection (AMQP 1.0, section 2.5): begun once, ended once. Touched
 * only on the event loop (I1).
 */
public final class SessionEngine {

	private final ConnectionEngine connection;

	private final SessionOptions options;

	private final Listener listener;

	private final int channel;

	private final Links links = new Links();

	private final LinkRouter router;

	private final TransferWindows windows;

	private final SettlementWriter settlements;

	private final PendingTransfers pending = new PendingTransfers();

	private State state = State.UNMAPPED;

	private int handleMax;

	/** Whether it is to be told of the end of the running burst. */
	boolean touched;

	SessionEngine(ConnectionEngine connection, int channel, SessionOptions options, Listener listener) {
		this.connection = connection;
		this.channel = channel;
		this.options = options;
		this.listener = listener;
		this.router = new LinkRouter(this, this.links);
		this.windows = new TransferWindows(options.incomingWindow(), options.outgoingWindow());
		this.settlements = new SettlementWriter(connection, channel);
	}

	void begin() {
		this.state = State.BEGIN_SENT;
		this.connection.output()
			.write(this.channel,
					new Performative.Begin(-1, this.windows.nextOutgoingId(), this.options.incomingWindow(),
							this.options.outgoingWindow(), this.connection.limits().handleMax(), List.of(), List.of(),
							Map.of()));
	}

	void onBegin(Performative.Begin begin) {
		if (this.state != State.BEGIN_SENT && this.state != State.END_SENT) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "a second begin came for channel %d",
					this.channel);
		}
		this.windows.begun(begin);
		this.handleMax = (int) Math.min(begin.handleMax(), this.connection.limits().handleMax());
		if (this.state == State.BEGIN_SENT) {
			this.state = State.MAPPED;
			this.listener.begun(this);
		}
	}

	void onAttach(Performative.Attach attach) {
		if (takes("an attach")) {
			this.router.onAttach(attach);
		}
	}

	void onFlow(Performative.Flow flow) {
		if (!takes("a flow")) {
			return;
		}
		this.windows.onFlow(flow);
		if (flow.handle() >= 0) {
			this.router.onFlow(flow);
		}
		else if (flow.echo()) {
			this.connection.echo(this, this::writeWindow);
		}
		this.pending.resume();
	}

	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		if (takes("a transfer")) {
			this.windows.received();
			this.router.onTransfer(transfer, buf);
		}
	}

	void onDisposition(DispositionFrame disposition) {
		if (takes("a disposition")) {
			this.router.onDisposition(disposition);
		}
	}

	void onDetach(Performative.Detach detach) {
		if (takes("a detach")) {
			this.router.onDetach(detach);
		}
	}

	/** What was on its way when the end was sent is dropped (section 2.5.5). */
	private boolean takes(String frame) {
		if (this.state == State.BEGIN_SENT) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "%s came before the begin of channel %d", frame,
					this.channel);
		}
		return this.state == State.MAPPED;
	}

	void onEnd(Performative.End end) {
		State before = this.state;
		if (before != State.END_SENT) {
			this.connection.output().write(this.channel, new Performative.End(null));
		}
		this.state = State.ENDED;
		this.connection.unmap(this);
		finish((before == State.END_SENT) ? new ReceiverClosedException("The session was closed", null, null)
				: Failures.ended(end.error(), this.connection.product()));
	}

	void onLost(AmqpReceiverException failure) {
		if (this.state != State.ENDED) {
			this.state = State.ENDED;
			finish(failure);
		}
	}

	void fail(ProtocolError error) {
		if (this.state == State.MAPPED || this.state == State.BEGIN_SENT) {
			this.connection.output().write(this.channel, new Performative.End(error.condition()));
			this.state = State.END_SENT;
			finish(Failures.violation("session of channel " + this.channel, error.condition()));
		}
	}

	private void finish(AmqpReceiverException why) {
		this.pending.clear();
		for (Link link : this.links.takeAll()) {
			link.onLost(why);
		}
		this.listener.ended(this, why);
	}

	/**
	 * Ends the session; its links are lost.
	 */
	public void end() {
		if (this.state == State.MAPPED || this.state == State.BEGIN_SENT) {
			this.connection.output().write(this.channel, new Performative.End(null));
			this.state = State.END_SENT;
			finish(new ReceiverClosedException("The session was closed", null, null));
		}
	}

	/**
	 * Whether links can be attached.
	 * @return whether the peer has answered the begin, and nobody has ended since
	 */
	public boolean usable() {
		return this.state == State.MAPPED;
	}

	int attach(Link link) {
		int handle = this.links.add(link, this.handleMax);
		if (handle < 0) {
			throw new ConfigurationException("The peer allows " + (this.handleMax + 1L)
					+ " links on a session, and all are in use: open another session for link '" + link.name() + "'",
					null, null);
		}
		return handle;
	}

	void detached(Link link) {
		this.links.remove(link);
	}

	void write(Link link, Performative performative) {
		this.connection.output().write(this.channel, link, performative);
	}

	/** A flow of the session alone; renews the incoming window. */
	void writeWindow() {
		if (this.state == State.MAPPED) {
			writeFlow(null, -1, -1, false, false);
		}
	}

	/** A flow of a link, which says the session's state too and so renews its window. */
	void writeFlow(@Nullable Link link, long deliveryCount, int credit, boolean drain, boolean echo) {
		FrameOutput output = this.connection.output();
		ByteBuf out = output.buffer();
		int start = out.writerIndex();
		this.windows.write(out, this.channel, link, deliveryCount, credit, drain, echo);
		output.written(out, start, link);
	}

	/** An outcome was decided: its disposition goes out at the end of the burst. */
	void settle(HeldDelivery delivery) {
		this.settlements.settle(delivery);
		this.connection.touch(this);
	}

	void confirm(HeldDelivery delivery) {
		this.settlements.confirm(delivery);
		this.connection.touch(this);
	}

	void touch(Link link) {
		this.links.touch(link);
		this.connection.touch(this);
	}

	/** Writes what was decided since the last burst: dispositions before flows (I5). */
	void burstEnded() {
		if (this.state == State.MAPPED) {
			this.settlements.burstEnded();
		}
		this.links.burstEnded();
		if (this.state == State.MAPPED && this.windows.halfUsed()) {
			writeWindow();
		}
	}

	TransferWindows windows() {
		return this.windows;
	}

	PendingTransfers pending() {
		return this.pending;
	}

	int channel() {
		return this.channel;
	}

	ConnectionEngine connection() {
		return this.connection;
	}

	/** The states of section 2.5.5 that matter to one side. */
	private enum State {

		UNMAPPED, BEGIN_SENT, MAPPED, END_SENT, ENDED

	}

	/** Told what became of the session; called on the event loop. */
	public interface Listener {

		/**
		 * The peer has begun too.
		 * @param session the session
		 */
		void begun(SessionEngine session);

		/**
		 * The session is over; called once.
		 * @param session the session
		 * @param why what ended it
		 */
		void ended(SessionEngine session, AmqpReceiverException why);

	}

}
