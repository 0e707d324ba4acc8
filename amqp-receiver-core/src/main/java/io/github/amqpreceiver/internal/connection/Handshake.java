package io.github.amqpreceiver.internal.connection;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ProtocolViolationException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;
import io.github.amqpreceiver.internal.protocol.Failures;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.Wire;
import io.github.amqpreceiver.internal.sasl.SaslExchange;
import io.github.amqpreceiver.internal.transport.Dialer;
import io.github.amqpreceiver.internal.transport.FrameSink;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to make a connection: socket, SASL, protocol header, open; then the frames
 * go to the engine. Made for one attempt, ends once (I4); touched only on the event loop.
 */
final class Handshake implements FrameSink, Dialer.Result {

	/** Before anybody is authenticated, frames are this small (hostile input, B-10). */
	private static final int SASL_FRAME = 512;

	private final ConnectionOptions options;

	private final Address address;

	private final Loop loop;

	private final FrameTrace trace;

	private final SaslFactory saslFactory;

	private final EngineFactory engineFactory;

	private final Listener listener;

	private final Loop.Timer deadline;

	private HandshakePhase phase = HandshakePhase.DIALING;

	private @Nullable Wire wire;

	private @Nullable SaslExchange sasl;

	private @Nullable ConnectionEngine engine;

	private boolean over;

	Handshake(ConnectionOptions options, Address address, Loop loop, FrameTrace trace, SaslFactory saslFactory,
			EngineFactory engineFactory, Listener listener) {
		this.options = options;
		this.address = address;
		this.loop = loop;
		this.trace = trace;
		this.saslFactory = saslFactory;
		this.engineFactory = engineFactory;
		this.listener = listener;
		this.deadline = loop.schedule(this::late, options.handshakeTimeout().toNanos());
	}

	private void late() {
		if (this.engine == null || !this.engine.usable()) {
			fail(Failures.timeout("The peer at " + this.address + " did not finish " + this.phase.what + " within "
					+ this.options.handshakeTimeout().toMillis() + " ms; check that it speaks AMQP 1.0 on this port"));
		}
	}

	@Override
	public FrameSink sink() {
		return this;
	}

	@Override
	public void connected(Wire connected) {
		if (this.over) {
			connected.close();
			return;
		}
		this.wire = connected;
		this.phase = HandshakePhase.SASL_HEADER;
		header(connected, true);
	}

	private void header(Wire to, boolean saslHeader) {
		FrameWriter.writeProtocolHeader(to.out(), saslHeader);
		this.trace.protocolHeader(true, saslHeader ? FrameHeader.SASL : FrameHeader.AMQP);
		to.written();
	}

	@Override
	public boolean expectsHeader() {
		return this.phase == HandshakePhase.SASL_HEADER || this.phase == HandshakePhase.AMQP_HEADER;
	}

	@Override
	public int maxFrameSize() {
		return (this.phase == HandshakePhase.SASL) ? SASL_FRAME : this.options.limits().maxFrameSize();
	}

	@Override
	public void onHeader(long header) {
		this.trace.protocolHeader(false, header);
		boolean saslExpected = this.phase == HandshakePhase.SASL_HEADER;
		if (header != (saslExpected ? FrameHeader.SASL : FrameHeader.AMQP)) {
			fail(new ProtocolViolationException(
					"No AMQP connection to " + this.address + ". " + HeaderText.describe(header, saslExpected), null,
					null));
			return;
		}
		if (saslExpected) {
			this.phase = HandshakePhase.SASL;
			this.sasl = this.saslFactory.create(this);
		}
		else {
			this.phase = HandshakePhase.OPEN;
		}
	}

	/** The peer knows who we are: header and open go out together (section 2.4.5). */
	void authenticated() {
		Wire to = this.wire;
		if (this.over || to == null) {
			return;
		}
		this.phase = HandshakePhase.AMQP_HEADER;
		header(to, false);
		this.engine = this.engineFactory.create(to);
		this.engine.open();
	}

	void saslFrame(ByteBuf frame) {
		Wire to = this.wire;
		if (!this.over && to != null) {
			int start = to.out().writerIndex();
			to.out().writeBytes(frame);
			this.trace.frame(true, to.out(), start, to.out().writerIndex());
			to.written();
		}
	}

	void refused(AmqpReceiverException failure) {
		fail(failure);
	}

	@Override
	public void burstBegan() {
		if (this.engine != null) {
			this.engine.burstBegan();
		}
	}

	@Override
	public void onFrame(ByteBuf buf, int start, int end) {
		if (this.engine != null && this.phase == HandshakePhase.OPEN) {
			this.engine.onFrame(buf, start, end);
			return;
		}
		if (this.over) {
			return;
		}
		int body = start + (buf.getUnsignedByte(start + 4) << 2);
		this.trace.frame(false, buf, start, end);
		if (buf.getUnsignedByte(start + 5) != FrameHeader.TYPE_SASL || body < start + FrameHeader.SIZE || body > end
				|| this.sasl == null) {
			fail(new ProtocolViolationException("The peer at " + this.address
					+ " sent a frame that is no SASL frame before the SASL exchange was over", null, null));
			return;
		}
		this.sasl.onFrame(buf, body, end);
	}

	@Override
	public void onBadSize(long size) {
		String text = "a frame of " + size + " bytes came, but a frame has 8 to " + maxFrameSize() + " bytes";
		if (this.engine != null) {
			this.engine.fail(new ErrorCondition(Conditions.FRAMING_ERROR, text));
		}
		else {
			fail(new ProtocolViolationException("The peer at " + this.address + " broke the protocol: " + text, null,
					null));
		}
	}

	@Override
	public void burstEnded() {
		if (this.engine != null) {
			this.engine.burstEnded();
		}
	}

	@Override
	public void onClosed(@Nullable Throwable cause) {
		String how = (cause == null) ? "closed the socket" : "was lost (" + cause.getMessage() + ")";
		TransportException failure = new TransportException("The peer at " + this.address + " " + how
				+ ((this.engine != null && this.engine.usable()) ? "" : " before " + this.phase.what + " was over"),
				null, cause);
		if (this.engine != null) {
			this.engine.end(failure);
		}
		fail(failure);
	}

	@Override
	public void failed(AmqpReceiverException failure) {
		fail(failure);
	}

	/** The attempt has led to an open connection: its deadline is met. */
	void succeeded() {
		this.deadline.cancel();
		this.over = true;
	}

	/** Ends the attempt; the engine, where there is one, tells of its end itself. */
	void fail(AmqpReceiverException failure) {
		if (this.over) {
			return;
		}
		this.over = true;
		this.deadline.cancel();
		if (this.wire != null && this.engine == null) {
			this.wire.close();
		}
		if (this.engine != null) {
			this.engine.end(failure);
		}
		else {
			this.listener.failed(this, failure);
		}
	}

	Loop loop() {
		return this.loop;
	}

	/** Makes the SASL exchange of an attempt. */
	interface SaslFactory {

		SaslExchange create(Handshake handshake);

	}

	/** Makes the engine of an attempt. */
	interface EngineFactory {

		ConnectionEngine create(Wire wire);

	}

	/** Told that there is no connection; called on the event loop. */
	interface Listener {

		void failed(Handshake handshake, AmqpReceiverException failure);

	}

}
