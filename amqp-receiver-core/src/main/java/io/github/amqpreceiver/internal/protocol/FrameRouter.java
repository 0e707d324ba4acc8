package io.github.amqpreceiver.internal.protocol;

import java.util.function.Consumer;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.PerformativeDecoder;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;

/**
 * Decodes the frames of a connection and hands each to whom it is for: the connection, or
 * the session of its channel (AMQP 1.0, section 2.3). Touched only on the event loop.
 */
final class FrameRouter {

	private final ConnectionEngine connection;

	private final Sessions sessions;

	private final FrameLog log;

	private final int channelMax;

	private final PerformativeDecoder decoder;

	private final TransferFrame transfer;

	private final DispositionFrame disposition;

	FrameRouter(ConnectionEngine connection, Sessions sessions, FrameLog log, Limits limits) {
		this.connection = connection;
		this.sessions = sessions;
		this.log = log;
		this.channelMax = limits.channelMax();
		this.decoder = new PerformativeDecoder(limits);
		this.transfer = new TransferFrame(limits);
		this.disposition = new DispositionFrame(limits);
	}

	/** One whole frame. */
	void frame(ByteBuf buf, int start, int end) {
		int dataOffset = buf.getUnsignedByte(start + 4) << 2;
		int type = buf.getUnsignedByte(start + 5);
		int channel = buf.getUnsignedShort(start + 6);
		int body = start + dataOffset;
		if (dataOffset < FrameHeader.SIZE || body > end) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR, "a frame of %d bytes has data offset %d",
					end - start, dataOffset);
		}
		if (type != FrameHeader.TYPE_AMQP) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR, "a frame of type %d came where AMQP frames go",
					type);
		}
		if (body == end) {
			return;
		}
		long descriptor = PerformativeDecoder.descriptor(buf, body, end);
		this.log.reading(buf, start, end, descriptor != Descriptors.TRANSFER);
		if (this.connection.closing() && descriptor != Descriptors.CLOSE && descriptor != Descriptors.OPEN) {
			// It was on its way when the close was sent (section 2.4.6).
			return;
		}
		if (descriptor == Descriptors.TRANSFER && !this.connection.opening()) {
			this.transfer.decode(buf, body, end);
			this.log.transfer(channel, this.transfer);
			transfer(channel, buf);
		}
		else if (descriptor == Descriptors.DISPOSITION && !this.connection.opening()) {
			this.disposition.decode(buf, body, end);
			atSession(channel, "a disposition", (session) -> session.onDisposition(this.disposition));
		}
		else {
			dispatch(channel, this.decoder.decode(buf, body, end));
		}
	}

	private void dispatch(int channel, Performative performative) {
		if (this.connection.opening() && !(performative instanceof Performative.Open)
				&& !(performative instanceof Performative.Close)) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "a frame came before the open");
		}
		if (performative instanceof Performative.Open open) {
			this.connection.onOpen(channel, open);
		}
		else if (performative instanceof Performative.Close close) {
			this.connection.onClose(close);
		}
		else if (performative instanceof Performative.Begin begin) {
			onBegin(channel, begin);
		}
		else if (performative instanceof Performative.Attach attach) {
			atSession(channel, "an attach", (session) -> session.onAttach(attach));
		}
		else if (performative instanceof Performative.Flow flow) {
			atSession(channel, "a flow", (session) -> session.onFlow(flow));
		}
		else if (performative instanceof Performative.Detach detach) {
			atSession(channel, "a detach", (session) -> session.onDetach(detach));
		}
		else if (performative instanceof Performative.End end) {
			atSession(channel, "an end", (session) -> session.onEnd(end));
		}
	}

	private void onBegin(int channel, Performative.Begin begin) {
		if (channel > this.channelMax) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR,
					"a begin came on channel %d, but channel-max is %d", channel, this.channelMax);
		}
		int answered = begin.remoteChannel();
		SessionEngine session = this.sessions.begunHere(answered);
		if (session == null) {
			throw ProtocolError.connection(Conditions.NOT_ALLOWED,
					(answered < 0) ? "a session was begun by the peer, which this side does not offer"
							: "a begin came for channel %d, which this side did not begin",
					answered);
		}
		if (!this.sessions.map(channel, session)) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "a second begin came on channel %d", channel);
		}
		session.onBegin(begin);
	}

	/** As {@link #atSession}, without an object a message. */
	private void transfer(int channel, ByteBuf buf) {
		SessionEngine session = session(channel, "a transfer");
		try {
			session.onTransfer(this.transfer, buf);
		}
		catch (ProtocolError ex) {
			failed(session, ex);
		}
	}

	private void atSession(int channel, String frame, Consumer<SessionEngine> action) {
		SessionEngine session = session(channel, frame);
		try {
			action.accept(session);
		}
		catch (ProtocolError ex) {
			failed(session, ex);
		}
	}

	private SessionEngine session(int channel, String frame) {
		SessionEngine session = this.sessions.at(channel);
		if (session == null) {
			throw ProtocolError.connection(Conditions.NOT_ALLOWED, "%s came on channel %d, which no session has", frame,
					channel);
		}
		this.sessions.touch(session);
		return session;
	}

	private void failed(SessionEngine session, ProtocolError error) {
		if (error.level() != ProtocolError.Level.SESSION) {
			throw error;
		}
		this.connection.violated(session, null, error);
		session.fail(error);
	}

}
