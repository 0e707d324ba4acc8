package io.github.amqpreceiver.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.PerformativeDecoder;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the application, from the protocol header to the end of the socket.
 * Touched only on the peer's thread.
 */
final class PeerConnection {

	private static final Logger logger = LoggerFactory.getLogger(PeerConnection.class);

	static final int MAX_FRAME_SIZE = 1024 * 1024;

	static final int CHANNEL_MAX = 255;

	private final PerformativeDecoder decoder = new PerformativeDecoder(Limits.DEFAULT);

	private final TransferFrame transfer = new TransferFrame(Limits.DEFAULT);

	private final DispositionFrame disposition = new DispositionFrame(Limits.DEFAULT);

	private final Map<Integer, PeerSession> sessions = new TreeMap<>();

	private final Container container;

	private final Channel channel;

	private @Nullable Future<?> heartbeat;

	private int maxFrameSize = 512;

	private boolean opened;

	private boolean closed;

	PeerConnection(Container container, Channel channel) {
		this.container = container;
		this.channel = channel;
	}

	void onHeader(long header) {
		boolean sasl = header == FrameHeader.SASL;
		ByteBuf out = out();
		FrameWriter.writeProtocolHeader(out, sasl);
		if (sasl) {
			PeerSasl.mechanisms(out);
		}
		this.channel.write(out);
	}

	void onFrame(ByteBuf buf, int start, int end) {
		int body = start + (buf.getUnsignedByte(start + 4) << 2);
		int type = buf.getUnsignedByte(start + 5);
		int number = buf.getUnsignedShort(start + 6);
		if (this.closed || body >= end) {
			return;
		}
		if (type == FrameHeader.TYPE_SASL) {
			ByteBuf out = out();
			PeerSasl.init(buf, body, end, out);
			this.channel.write(out);
			return;
		}
		long descriptor = PerformativeDecoder.descriptor(buf, body, end);
		if (descriptor == Descriptors.TRANSFER) {
			this.transfer.decode(buf, body, end);
			session(number).onTransfer(this.transfer, buf);
		}
		else if (descriptor == Descriptors.DISPOSITION) {
			this.disposition.decode(buf, body, end);
			session(number).onDisposition(this.disposition);
		}
		else {
			dispatch(number, this.decoder.decode(buf, body, end));
		}
	}

	private void dispatch(int number, Performative performative) {
		if (performative instanceof Performative.Open open) {
			onOpen(open);
		}
		else if (performative instanceof Performative.Begin begin) {
			PeerSession session = new PeerSession(this, number, begin);
			this.sessions.put(number, session);
			session.begin();
		}
		else if (performative instanceof Performative.Attach attach) {
			session(number).onAttach(attach);
		}
		else if (performative instanceof Performative.Flow flow) {
			session(number).onFlow(flow);
		}
		else if (performative instanceof Performative.Detach detach) {
			session(number).onDetach(detach);
		}
		else if (performative instanceof Performative.End) {
			PeerSession session = this.sessions.remove(number);
			if (session != null) {
				session.onEnd();
			}
		}
		else if (performative instanceof Performative.Close) {
			close(null);
		}
	}

	private void onOpen(Performative.Open open) {
		this.opened = true;
		this.maxFrameSize = (int) Math.min(open.maxFrameSize(), MAX_FRAME_SIZE);
		write(0, new Performative.Open("amqp-peer", null, MAX_FRAME_SIZE, CHANNEL_MAX, 0, List.of(), List.of(),
				Map.of(Symbol.valueOf("product"), "amqp-receiver-spring-boot-test")));
		if (open.idleTimeOut() > 0) {
			long period = Math.max(1, open.idleTimeOut() / 3);
			this.heartbeat = this.channel.eventLoop()
				.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
		}
	}

	private void beat() {
		if (!this.container.stalled()) {
			ByteBuf out = out();
			FrameWriter.writeEmpty(out);
			this.channel.writeAndFlush(out);
		}
	}

	private PeerSession session(int number) {
		PeerSession session = this.sessions.get(number);
		if (session == null) {
			throw new IllegalStateException("A frame came on channel " + number + ", where no session is");
		}
		return session;
	}

	/** What was read is handled: answers go out, and whoever waits for this may look. */
	void onPause() {
		this.channel.flush();
		this.container.changed();
	}

	void onFailure(Throwable cause) {
		if (cause instanceof IOException) {
			// the application went away without a word, as its tests may make it
			logger.debug("The connection from {} was lost", this.channel.remoteAddress(), cause);
			this.channel.close();
			return;
		}
		logger.warn("The connection from {} is closed, because what came could not be handled",
				this.channel.remoteAddress(), cause);
		close(new ErrorCondition(Conditions.INTERNAL_ERROR, String.valueOf(cause.getMessage())));
	}

	void onLost() {
		this.closed = true;
		if (this.heartbeat != null) {
			this.heartbeat.cancel(false);
		}
		sessions().forEach(PeerSession::onEnd);
		this.sessions.clear();
		this.container.connections().remove(this);
		this.container.changed();
	}

	/**
	 * Closes with a close frame.
	 * @param error why, or null
	 */
	void close(@Nullable ErrorCondition error) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.opened) {
			write(0, new Performative.Close(error));
		}
		this.channel.writeAndFlush(out()).addListener(ChannelFutureListener.CLOSE);
	}

	/** Closes the socket with a reset (RST), and says nothing. */
	void cut() {
		this.closed = true;
		if (this.channel.isOpen()) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			this.channel.close();
		}
	}

	/** Reads and writes nothing, or reads and writes again. */
	void stall(boolean stalled) {
		this.channel.config().setAutoRead(!stalled);
	}

	/**
	 * Ends the sessions of this connection.
	 * @param error why, or null
	 */
	void endSessions(@Nullable ErrorCondition error) {
		sessions().forEach((session) -> session.end(error));
	}

	List<PeerSession> sessions() {
		return new ArrayList<>(this.sessions.values());
	}

	void write(int number, Performative performative) {
		ByteBuf out = out();
		FrameWriter.write(out, number, performative);
		this.channel.write(out);
	}

	void write(ByteBuf frames) {
		this.channel.write(frames);
	}

	void flush() {
		this.channel.flush();
	}

	ByteBuf out() {
		return this.channel.alloc().buffer();
	}

	/** Whether messages may be sent. */
	boolean usable() {
		return !this.closed && !this.container.stalled();
	}

	int maxFrameSize() {
		return this.maxFrameSize;
	}

	Container container() {
		return this.container;
	}

	boolean hasUnsettled() {
		return this.sessions.values().stream().anyMatch((session) -> !session.unsettled().isEmpty());
	}

}
