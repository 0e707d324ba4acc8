package io.github.amqpreceiver.benchmarks.floor;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.amqpreceiver.benchmarks.contender.Tally;
import io.github.amqpreceiver.benchmarks.contender.Target;
import io.github.amqpreceiver.benchmarks.wire.Fields;
import io.github.amqpreceiver.benchmarks.wire.FrameWriter;
import io.github.amqpreceiver.benchmarks.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A blocking loop over one connection: each read is cut into frames, and what it brought
 * is settled with one disposition and at most one flow per link, in one write. Counts
 * whole deliveries, decodes no message. Owned by its own thread.
 */
final class FloorConnection extends Thread implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(FloorConnection.class);

	private static final int MAX_FRAME_SIZE = 128 * 1024;

	private static final int DESCRIPTOR_AT = Wire.FRAME_HEADER_SIZE + 2;

	private static final ByteBuffer ACCEPTED = ByteBuffer
		.wrap(new byte[] { 0, Wire.SMALL_ULONG, Wire.ACCEPTED, Wire.LIST_0 });

	private static final int MANY = Integer.MAX_VALUE / 2;

	private final FrameWriter out = new FrameWriter();

	private final Fields fields = new Fields();

	private final ByteBuffer in = ByteBuffer.allocateDirect(4 * MAX_FRAME_SIZE).limit(0);

	private final SocketChannel channel;

	private final Target target;

	private final Tally tally;

	private final int halfPrefetch;

	private final int[] deliveryCounts;

	private final int[] consumed;

	private final Deque<Integer> thirsty = new ArrayDeque<>();

	private int deliveries;

	private int settled;

	FloorConnection(Target target, Tally tally) throws IOException {
		super("floor");
		this.target = target;
		this.tally = tally;
		this.halfPrefetch = (target.prefetch() + 1) / 2;
		this.deliveryCounts = new int[target.links()];
		this.consumed = new int[target.links()];
		this.channel = SocketChannel.open(new InetSocketAddress(Target.HOST, target.port()));
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		setDaemon(true);
		handshake();
		start();
	}

	@Override
	public void run() {
		try {
			while (true) {
				cut();
				settle();
				fill();
			}
		}
		catch (ClosedChannelException ex) {
			log.debug("Closed", ex);
		}
		catch (IOException ex) {
			log.error("Connection lost", ex);
		}
	}

	@Override
	public void close() throws Exception {
		this.channel.close();
		join();
	}

	private void handshake() throws IOException {
		this.out.header(Wire.SASL_PROTOCOL);
		this.out.begin(Wire.SASL_FRAME, 0, Wire.SASL_INIT).symbol("ANONYMOUS").end();
		send();
		await(Wire.SASL_OUTCOME);
		this.out.header(Wire.AMQP_PROTOCOL);
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.OPEN)
			.string("floor-" + System.nanoTime())
			.string(Target.HOST)
			.uint(MAX_FRAME_SIZE)
			.end();
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.BEGIN).nothing().uint(0).uint(MANY).uint(MANY).uint(MANY).end();
		send();
		await(Wire.BEGIN);
		for (int handle = 0; handle < this.target.links(); handle++) {
			attach(handle);
			grant(handle);
		}
		send();
	}

	private void attach(int handle) {
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.ATTACH)
			.string("floor-" + handle)
			.uint(handle)
			.bool(true)
			.nothing()
			.nothing()
			.encoded(terminus(Wire.SOURCE, this.target.address()))
			.encoded(terminus(Wire.TARGET, "floor"))
			.end();
	}

	private void grant(int handle) {
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.FLOW)
			.uint(this.deliveries)
			.uint(MANY)
			.uint(0)
			.uint(MANY)
			.uint(handle)
			.uint(this.deliveryCounts[handle])
			.uint(this.target.prefetch())
			.end();
		this.consumed[handle] = 0;
	}

	private void cut() {
		while (hasFrame()) {
			int at = this.in.position();
			if ((this.in.get(at + DESCRIPTOR_AT) & 0xff) == Wire.TRANSFER) {
				transfer(at + DESCRIPTOR_AT + 1);
			}
			nextFrame();
		}
	}

	// a frame of the size that we offer holds each of these messages whole
	private void transfer(int list) {
		int handle = handle(((this.in.get(list) & 0xff) == Wire.LIST8) ? list + 3 : list + 9);
		this.deliveries++;
		this.deliveryCounts[handle]++;
		if (++this.consumed[handle] == this.halfPrefetch) {
			this.thirsty.add(handle);
		}
	}

	private int handle(int at) {
		return switch (this.in.get(at) & 0xff) {
			case Wire.UINT_0 -> 0;
			case Wire.SMALL_UINT -> this.in.get(at + 1) & 0xff;
			default -> this.in.getInt(at + 1);
		};
	}

	private void settle() throws IOException {
		if (this.deliveries == this.settled) {
			return;
		}
		this.out.begin(Wire.AMQP_FRAME, 0, Wire.DISPOSITION)
			.bool(true)
			.uint(this.settled)
			.uint(this.deliveries - 1)
			.bool(true)
			.encoded(ACCEPTED.duplicate())
			.end();
		this.tally.cut(this.deliveries - this.settled);
		this.settled = this.deliveries;
		while (!this.thirsty.isEmpty()) {
			grant(this.thirsty.remove());
		}
		send();
	}

	private void await(int descriptor) throws IOException {
		while (true) {
			while (hasFrame()) {
				int at = this.in.position();
				boolean found = this.fields.wrap(this.in, at + Wire.FRAME_HEADER_SIZE).descriptor() == descriptor;
				nextFrame();
				if (found) {
					return;
				}
			}
			fill();
		}
	}

	private boolean hasFrame() {
		while (this.in.remaining() >= Wire.HEADER_SIZE) {
			int size = this.in.getInt(this.in.position());
			if (size == Wire.AMQP || size == Wire.FRAME_HEADER_SIZE) {
				this.in.position(this.in.position() + Wire.HEADER_SIZE);
			}
			else {
				return size <= this.in.remaining();
			}
		}
		return false;
	}

	private void nextFrame() {
		this.in.position(this.in.position() + this.in.getInt(this.in.position()));
	}

	private void fill() throws IOException {
		this.in.compact();
		if (this.channel.read(this.in) < 0) {
			throw new EOFException("Sender has gone");
		}
		this.in.flip();
	}

	private void send() throws IOException {
		ByteBuffer bytes = this.out.toSend();
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
		this.out.sent();
	}

	private static ByteBuffer terminus(int descriptor, String address) {
		byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
		ByteBuffer list = ByteBuffer.allocate(bytes.length + 8);
		list.put((byte) 0).put((byte) Wire.SMALL_ULONG).put((byte) descriptor);
		list.put((byte) Wire.LIST8).put((byte) (bytes.length + 3)).put((byte) 1);
		return list.put((byte) Wire.STR8).put((byte) bytes.length).put(bytes).flip();
	}

}
