package io.github.amqpreceiver.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.options.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** An open connection with a session, without a socket; the test is its peer. */
public class EngineBench
		implements ConnectionEngine.Listener, SessionEngine.Listener, ReceiverLink.Listener, DeliverySink {

	final ManualLoop loop = new ManualLoop();

	final MemoryWire wire = new MemoryWire();

	final List<HeldDelivery> delivered = new ArrayList<>();

	final List<ErrorCondition> violations = new ArrayList<>();

	final List<AmqpReceiverException> ends = new ArrayList<>();

	final LinkGauges gauges = new LinkGauges();

	final FrameTrace trace = new FrameTrace();

	final ConnectionEngine connection;

	final SessionEngine session;

	public EngineBench() {
		this(Limits.DEFAULT, 65_536);
	}

	EngineBench(Limits limits, long peerMaxFrameSize) {
		Performative.Open open = new Performative.Open("bench", "host", 65_536, 10, 0, List.of(), List.of(), Map.of());
		this.connection = new ConnectionEngine(new ConnectionEngine.Settings(open, limits, 0, new ConnectionMetrics() {
		}, "peer:5672", "[bench]", () -> false), this.loop, this.wire, this.trace, this);
		this.connection.open();
		peer((buf) -> FrameWriter.write(buf, 0,
				new Performative.Open("peer", null, peerMaxFrameSize, 10, 0, List.of(), List.of(), Map.of())));
		this.session = this.connection.begin(SessionOptions.DEFAULT, this);
		peer((buf) -> FrameWriter.write(buf, 0,
				new Performative.Begin(0, 1, 10_000, 10_000, 100, List.of(), List.of(), Map.of())));
		this.wire.take();
	}

	/** One burst of what the peer sends. */
	void peer(Consumer<ByteBuf> frames) {
		ByteBuf buf = Unpooled.buffer();
		frames.accept(buf);
		this.connection.burstBegan();
		while (buf.isReadable()) {
			int start = buf.readerIndex();
			int end = start + buf.getInt(start);
			this.connection.onFrame(buf, start, end);
			buf.readerIndex(end);
		}
		this.connection.burstEnded();
		this.loop.run();
	}

	ReceiverLink link(ReceiverOptions options, int credit, long initialDeliveryCount) {
		return link(options, credit, initialDeliveryCount, (byte) (options.twoPhaseSettlement() ? 1 : 0));
	}

	ReceiverLink link(ReceiverOptions options, int credit, long initialDeliveryCount, byte receiveMode) {
		ReceiverLink link = new ReceiverLink(this.session, options, credit, this, this.gauges, this);
		link.attach();
		peer((buf) -> FrameWriter.write(buf, 0,
				new Performative.Attach(options.name(), link.handle, false, (byte) 2, receiveMode,
						Terminus.SourceTerminus.of(Source.of("q")), Terminus.TargetTerminus.of("t", List.of()),
						initialDeliveryCount, 0, List.of(), List.of(), Map.of())));
		return link;
	}

	/**
	 * Deliveries whose body is their number.
	 * @param count how many
	 * @return the deliveries
	 */
	public List<HeldDelivery> messages(int count) {
		ReceiverLink link = link(ReceiverOptions.builder("q").name("messages").build(), count, 0);
		peer((buf) -> {
			for (int i = 0; i < count; i++) {
				transfer(buf, link.handle, i, false, false, String.valueOf(i));
			}
		});
		List<HeldDelivery> taken = List.copyOf(this.delivered);
		this.delivered.clear();
		return taken;
	}

	/**
	 * A transfer of one data section, five bytes longer than what it holds, or of
	 * nothing: the parts of a delivery make a message together.
	 */
	static void transfer(ByteBuf buf, int handle, long id, boolean settled, boolean more, String data) {
		ByteBuf bytes = Unpooled.buffer();
		if (!data.isEmpty()) {
			byte[] utf8 = data.getBytes(StandardCharsets.UTF_8);
			bytes.writeMedium(0x005375).writeByte(0xa0).writeByte(utf8.length).writeBytes(utf8);
		}
		FrameWriter.writeTransfer(buf, 0, handle, id, new byte[] { 1 }, 0, settled, more, bytes, 0,
				bytes.readableBytes());
	}

	/**
	 * A transfer that aborts the delivery, or is a whole delivery and aborted at once.
	 */
	static void aborted(ByteBuf buf, int handle, long id) {
		int start = buf.writerIndex();
		buf.writeInt(0).writeByte(2).writeByte(0).writeShort(0);
		buf.writeByte(0).writeByte(0x53).writeByte(0x14).writeByte(0xd0);
		int size = buf.writerIndex();
		buf.writeInt(0).writeInt(10);
		buf.writeByte(0x70).writeInt(handle);
		if (id >= 0) {
			buf.writeByte(0x70).writeInt((int) id).writeByte(0xa0).writeByte(1).writeByte(1);
		}
		else {
			buf.writeByte(0x40).writeByte(0x40);
		}
		// message-format, settled, more, rcv-settle-mode, state, resume
		buf.writeByte(0x40).writeByte(0x40).writeByte(0x40).writeByte(0x40).writeByte(0x40).writeByte(0x40);
		buf.writeByte(0x41);
		buf.setInt(size, buf.writerIndex() - size - Integer.BYTES);
		buf.setInt(start, buf.writerIndex() - start);
	}

	static void flow(ByteBuf buf, int handle, long deliveryCount, int credit, boolean echo) {
		FrameWriter.writeFlow(buf, 0, 0, 10_000, 1, 10_000, handle, deliveryCount, credit, -1, false, echo);
	}

	static void settled(ByteBuf buf, long first, long last, Outcome outcome) {
		FrameWriter.writeDisposition(buf, 0, false, first, last, true, outcome);
	}

	@Override
	public void opened(ConnectionEngine opened, Performative.Open open) {
	}

	@Override
	public void ended(ConnectionEngine ended, AmqpReceiverException why) {
		this.ends.add(why);
	}

	@Override
	public void violated(String link, String where, ErrorCondition error) {
		this.violations.add(error);
	}

	@Override
	public void begun(SessionEngine begun) {
	}

	@Override
	public void ended(SessionEngine ended, AmqpReceiverException why) {
		this.ends.add(why);
	}

	@Override
	public boolean attached(ReceiverLink link, Performative.Attach attach) {
		return true;
	}

	@Override
	public void ended(ReceiverLink link, AmqpReceiverException why) {
		this.ends.add(why);
	}

	@Override
	public void deliver(HeldDelivery delivery) {
		this.delivered.add(delivery);
	}

	@Override
	public void burstEnded() {
	}

}
