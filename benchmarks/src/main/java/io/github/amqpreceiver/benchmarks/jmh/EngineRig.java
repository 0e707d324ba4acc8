package io.github.amqpreceiver.benchmarks.jmh;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;
import io.github.amqpreceiver.internal.protocol.DeliverySink;
import io.github.amqpreceiver.internal.protocol.LinkGauges;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.options.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * An attached link without a socket, and half a window of transfers that a peer sends
 * again and again. Used by one thread, which is the event loop.
 */
final class EngineRig implements ConnectionEngine.Listener, SessionEngine.Listener, ReceiverLink.Listener {

	/** How many messages a burst has: half a window, for which there is always credit. */
	static final int BURST = 150;

	private static final int PREFETCH = 2 * BURST;

	private static final int MANY = 1_000_000_000;

	private static final int MAX_FRAME_SIZE = 64 * 1024;

	private static final int LARGEST_IN_ARRAY = 1_024;

	private final BenchLoop loop = new BenchLoop();

	private final BenchWire wire = new BenchWire();

	private final ConnectionEngine connection;

	private final LinkGauges gauges = new LinkGauges();

	private final ByteBuf burst;

	private final int[] idAt = new int[BURST];

	private int nextId;

	EngineRig(int bodySize, DeliverySink sink) {
		int capacity = BURST * (bodySize + 256);
		// small frames are read from an array, into which the transport copies them
		this.burst = (bodySize <= LARGEST_IN_ARRAY) ? Unpooled.buffer(capacity) : Unpooled.directBuffer(capacity);
		this.connection = new ConnectionEngine(settings(), this.loop, this.wire, new FrameTrace(), this);
		this.connection.open();
		peer((buf) -> FrameWriter.write(buf, 0, open("peer")));
		SessionEngine session = this.connection.begin(SessionOptions.DEFAULT, this);
		peer((buf) -> FrameWriter.write(buf, 0,
				new Performative.Begin(0, 0, MANY, MANY, 100, List.of(), List.of(), Map.of())));
		ReceiverOptions options = ReceiverOptions.builder("q").name("l").prefetch(PREFETCH).build();
		new ReceiverLink(session, options, PREFETCH, sink, this.gauges, this).attach();
		peer((buf) -> FrameWriter.write(buf, 0,
				new Performative.Attach("l", 0, false, (byte) 0, (byte) 0, Terminus.SourceTerminus.of(Source.of("q")),
						Terminus.TargetTerminus.of("t", List.of()), 0, 0, List.of(), List.of(), Map.of())));
		fill(SampleMessage.of(bodySize, false).encoded());
	}

	private static ConnectionEngine.Settings settings() {
		BooleanSupplier silent = () -> false;
		return new ConnectionEngine.Settings(open("bench"), Limits.DEFAULT, 0, new ConnectionMetrics() {
		}, "peer:5672", "[bench]", silent);
	}

	private static Performative.Open open(String id) {
		return new Performative.Open(id, "host", MAX_FRAME_SIZE, 10, 0, List.of(), List.of(), Map.of());
	}

	// the delivery-id is large, so that it always takes four bytes
	private void fill(byte[] message) {
		ByteBuf payload = Unpooled.wrappedBuffer(message);
		byte[] tag = new byte[4];
		this.nextId = MANY;
		for (int i = 0; i < BURST; i++) {
			int start = this.burst.writerIndex();
			FrameWriter.writeTransfer(this.burst, 0, 0, MANY, tag, 0, false, false, payload, 0, message.length);
			this.idAt[i] = start + this.burst.slice(start, 40).indexOf(0, 40, (byte) 0x70) + 1;
		}
	}

	/** One burst of what the peer sends. */
	private void peer(Consumer<ByteBuf> frames) {
		ByteBuf buf = Unpooled.buffer();
		frames.accept(buf);
		read(buf);
	}

	private void read(ByteBuf buf) {
		this.connection.burstBegan();
		int end = buf.writerIndex();
		int start = 0;
		while (start < end) {
			int next = start + buf.getInt(start);
			this.connection.onFrame(buf, start, next);
			start = next;
		}
		this.connection.burstEnded();
		this.wire.flush();
		this.loop.run();
	}

	/** Half a window of transfers comes in one burst; nothing may be held. */
	void receive() {
		for (int at : this.idAt) {
			this.burst.setInt(at, this.nextId++);
		}
		read(this.burst);
	}

	/** Writes what was settled since. */
	void settle() {
		this.loop.run();
		this.wire.flush();
	}

	/** How many deliveries have no disposition yet. */
	int unsettled() {
		return this.gauges.unsettled();
	}

	@Override
	public void opened(ConnectionEngine opened, Performative.Open open) {
	}

	@Override
	public void ended(ConnectionEngine ended, AmqpReceiverException why) {
		throw why;
	}

	@Override
	public void violated(@Nullable String link, String where, ErrorCondition error) {
		throw new IllegalStateException(error.toString());
	}

	@Override
	public void begun(SessionEngine begun) {
	}

	@Override
	public void ended(SessionEngine ended, AmqpReceiverException why) {
		throw why;
	}

	@Override
	public boolean attached(ReceiverLink link, Performative.Attach attach) {
		return true;
	}

	@Override
	public void ended(ReceiverLink link, AmqpReceiverException why) {
		throw why;
	}

}
