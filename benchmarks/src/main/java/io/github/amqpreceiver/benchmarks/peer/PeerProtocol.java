package io.github.amqpreceiver.benchmarks.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import io.github.amqpreceiver.benchmarks.wire.Fields;
import io.github.amqpreceiver.benchmarks.wire.FrameWriter;
import io.github.amqpreceiver.benchmarks.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Answers the frames of one client and knows which of its links may be sent to. Says yes
 * to everything: SASL ANONYMOUS, every session and link. Confined to the loop of its
 * connection.
 */
final class PeerProtocol {

	static final int MAX_FRAME_SIZE = 64 * 1024;

	private static final int MANY = Integer.MAX_VALUE / 2;

	private final Fields fields = new Fields();

	private final Fields source = new Fields();

	private final FrameWriter out;

	private final PeerCounters counters;

	private final Map<Integer, PeerSession> sessions = new HashMap<>();

	private final Map<Integer, TransferBatch> batches = new HashMap<>();

	private final Deque<PeerLink> ready = new ArrayDeque<>();

	private int maxFrameSize = Integer.MAX_VALUE;

	private int idleTimeoutMillis;

	private boolean closed;

	PeerProtocol(FrameWriter out, PeerCounters counters) {
		this.out = out;
		this.counters = counters;
	}

	boolean isClosed() {
		return this.closed;
	}

	boolean isReady() {
		return !this.ready.isEmpty();
	}

	/**
	 * Returns the idle-time-out that the client asked for.
	 * @return milliseconds, 0 for none
	 */
	int idleTimeoutMillis() {
		return this.idleTimeoutMillis;
	}

	void header(int protocolId) {
		this.out.header(protocolId);
		if (protocolId == Wire.SASL_PROTOCOL) {
			this.out.begin(Wire.SASL_FRAME, 0, Wire.SASL_MECHANISMS).encoded(symbols("ANONYMOUS")).end();
		}
	}

	/**
	 * Handles one frame.
	 * @param buffer the buffer
	 * @param body where the performative begins
	 * @param channel the channel
	 * @param nowNanos when it was read
	 */
	void frame(ByteBuffer buffer, int body, int channel, long nowNanos) {
		this.fields.wrap(buffer, body);
		switch (this.fields.descriptor()) {
			case Wire.DISPOSITION -> disposition(session(channel), nowNanos);
			case Wire.FLOW -> flow(session(channel));
			case Wire.SASL_INIT -> this.out.begin(Wire.SASL_FRAME, 0, Wire.SASL_OUTCOME).ubyte(0).end();
			case Wire.OPEN -> open();
			case Wire.BEGIN -> begin(channel);
			case Wire.ATTACH -> attach(session(channel));
			case Wire.DETACH -> detach(session(channel));
			case Wire.END -> end(channel);
			case Wire.CLOSE -> close();
			default ->
				throw new IllegalStateException("Unexpected performative 0x%02x".formatted(this.fields.descriptor()));
		}
	}

	/**
	 * Fills a burst with what may be sent now.
	 * @param nowNanos the clock
	 * @return a burst with at least one message, or {@code null}
	 */
	@Nullable TransferBatch burst(long nowNanos) {
		TransferBatch burst = null;
		for (int i = this.ready.size(); i > 0; i--) {
			PeerLink link = this.ready.remove();
			if (burst == null) {
				burst = link.batch();
				burst.clear();
			}
			if (burst == link.batch()) {
				link.fill(nowNanos);
			}
			if (link.canSend()) {
				this.ready.add(link);
			}
			else {
				link.leaveQueue();
			}
			if (burst.room() == 0) {
				break;
			}
		}
		return burst == null || burst.isEmpty() ? null : burst;
	}

	private void open() {
		int limit = this.fields.uint(2, -1);
		this.maxFrameSize = limit < 0 ? Integer.MAX_VALUE : limit;
		this.idleTimeoutMillis = this.fields.uint(4, 0);
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.OPEN)
			.string("sending-peer")
			.nothing()
			.uint(MAX_FRAME_SIZE)
			.ushort(0xffff)
			.nothing()
			.nothing()
			.nothing()
			.nothing()
			.nothing()
			.encoded(properties())
			.end();
	}

	private void begin(int channel) {
		this.sessions.put(channel, new PeerSession(channel, this.fields, this.counters));
		this.out.begin(Wire.AMQP_FRAME, channel, Wire.BEGIN)
			.ushort(channel)
			.uint(0)
			.uint(MANY)
			.uint(MANY)
			.uint(MANY)
			.end();
	}

	private void attach(PeerSession session) {
		answerAttach(session);
		if (this.fields.bool(2)) {
			String address = this.source.wrap(this.fields.encoded(5), 0).string(0);
			LinkAddress order = (address != null) ? LinkAddress.parse(address) : LinkAddress.IDLE;
			TransferBatch batch = this.batches.computeIfAbsent(order.bodySize(),
					(size) -> new TransferBatch(TransferTemplate.of(size, this.maxFrameSize)));
			session.attach(new PeerLink(session, this.fields.uint(1, 0), batch, order));
		}
	}

	private void answerAttach(PeerSession session) {
		boolean receiver = this.fields.bool(2);
		int handle = this.fields.uint(1, 0);
		this.out.begin(Wire.AMQP_FRAME, session.channel(), Wire.ATTACH)
			.encoded(this.fields.encoded(0))
			.uint(handle)
			.bool(!receiver)
			.encoded(this.fields.encoded(3))
			.encoded(this.fields.encoded(4))
			.encoded(this.fields.encoded(5))
			.encoded(this.fields.encoded(6))
			.nothing()
			.nothing()
			.uint(0)
			.end();
	}

	private void flow(PeerSession session) {
		if (session.grant(this.fields)) {
			session.links().forEach(this::enqueue);
		}
		PeerLink link = this.fields.isNull(4) ? null : session.link(this.fields.uint(4, 0));
		if (link != null && !this.fields.isNull(6)) {
			link.grant(this.fields.uint(5, 0), this.fields.uint(6, 0));
			if (this.fields.bool(8)) {
				link.drain();
			}
			enqueue(link);
		}
		if (this.fields.bool(9) || this.fields.bool(8)) {
			answer(session, link);
		}
	}

	private void enqueue(PeerLink link) {
		if (link.canSend() && link.enterQueue()) {
			this.ready.add(link);
		}
	}

	private void answer(PeerSession session, @Nullable PeerLink link) {
		this.out.begin(Wire.AMQP_FRAME, session.channel(), Wire.FLOW)
			.uint(0)
			.uint(MANY)
			.uint(session.nextOutgoingId())
			.uint(MANY);
		if (link != null) {
			this.out.uint(link.handle())
				.uint(link.deliveryCount())
				.uint(link.credit())
				.nothing()
				.bool(this.fields.bool(8));
		}
		this.out.end();
	}

	private void disposition(PeerSession session, long nowNanos) {
		if (!this.fields.bool(0)) {
			return;
		}
		if (this.fields.bool(3)) {
			session.settled(this.fields, nowNanos);
		}
		else if (!this.fields.isNull(4)) {
			// rcv-settle-mode second: both settle with our answer
			session.settled(this.fields, nowNanos);
			this.out.begin(Wire.AMQP_FRAME, session.channel(), Wire.DISPOSITION)
				.bool(false)
				.encoded(this.fields.encoded(1))
				.encoded(this.fields.encoded(2))
				.bool(true)
				.encoded(this.fields.encoded(4))
				.end();
		}
	}

	private void detach(PeerSession session) {
		int handle = this.fields.uint(0, 0);
		session.detach(handle);
		this.out.begin(Wire.AMQP_FRAME, session.channel(), Wire.DETACH).uint(handle).bool(true).end();
	}

	private void end(int channel) {
		session(channel).detachAll();
		this.sessions.remove(channel);
		this.out.begin(Wire.AMQP_FRAME, channel, Wire.END).end();
	}

	private void close() {
		this.sessions.values().forEach(PeerSession::detachAll);
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.CLOSE).end();
		this.closed = true;
	}

	private PeerSession session(int channel) {
		PeerSession session = this.sessions.get(channel);
		if (session == null) {
			throw new IllegalStateException("No session on channel " + channel);
		}
		return session;
	}

	/** One of its clients knows only RabbitMQ 4, and looks for it here. */
	private static ByteBuffer properties() {
		ByteBuffer map = ByteBuffer.allocate(128).put((byte) Wire.MAP8).put((byte) 0).put((byte) 6);
		put(put(map, Wire.SYM8, "product"), Wire.STR8, "RabbitMQ");
		put(put(map, Wire.SYM8, "version"), Wire.STR8, "4.1.0");
		put(put(map, Wire.SYM8, "node"), Wire.STR8, "rabbit@bench");
		return map.put(1, (byte) (map.position() - 2)).flip();
	}

	private static ByteBuffer put(ByteBuffer map, int code, String text) {
		return map.put((byte) code).put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static ByteBuffer symbols(String symbol) {
		byte[] bytes = symbol.getBytes(StandardCharsets.US_ASCII);
		ByteBuffer array = ByteBuffer.allocate(bytes.length + 5);
		array.put((byte) Wire.ARRAY8).put((byte) (bytes.length + 3)).put((byte) 1);
		return array.put((byte) Wire.SYM8).put((byte) bytes.length).put(bytes).flip();
	}

}
