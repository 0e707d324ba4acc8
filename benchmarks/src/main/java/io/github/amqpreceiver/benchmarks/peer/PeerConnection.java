package io.github.amqpreceiver.benchmarks.peer;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

import io.github.amqpreceiver.benchmarks.wire.FrameWriter;
import io.github.amqpreceiver.benchmarks.wire.Wire;

/**
 * The socket of one client: cuts frames, and writes answers and bursts in large pieces.
 * Confined to one loop.
 */
final class PeerConnection {

	private static final int READ_SIZE = 4 * PeerProtocol.MAX_FRAME_SIZE;

	private final FrameWriter answers = new FrameWriter();

	private final ByteBuffer in = ByteBuffer.allocateDirect(READ_SIZE);

	private final SocketChannel channel;

	private final SelectionKey key;

	private final PeerProtocol protocol;

	private ByteBuffer burst = ByteBuffer.allocate(0);

	private long lastWriteNanos = System.nanoTime();

	PeerConnection(SocketChannel channel, Selector selector, PeerCounters counters) throws IOException {
		this.channel = channel;
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		this.key = channel.register(selector, SelectionKey.OP_READ, this);
		this.protocol = new PeerProtocol(this.answers, counters);
	}

	/**
	 * Reads what is there and answers it; the answers are written by the next
	 * {@link #write}.
	 * @throws IOException where the client has gone
	 */
	void read() throws IOException {
		if (this.channel.read(this.in) < 0) {
			throw new EOFException("Client has gone");
		}
		long nowNanos = System.nanoTime();
		this.in.flip();
		while (this.in.remaining() >= Wire.FRAME_HEADER_SIZE) {
			int at = this.in.position();
			int size = this.in.getInt(at);
			if (size == Wire.AMQP) {
				this.protocol.header(this.in.get(at + 4));
				this.in.position(at + Wire.HEADER_SIZE);
				continue;
			}
			if (size > this.in.remaining()) {
				break;
			}
			int body = at + 4 * (this.in.get(at + 4) & 0xff);
			if (body < at + size) {
				this.protocol.frame(this.in, body, this.in.getShort(at + 6) & 0xffff, nowNanos);
			}
			this.in.position(at + size);
		}
		this.in.compact();
	}

	/**
	 * Writes what waits and then one more burst.
	 * @param nowNanos the clock
	 * @return whether there is more to send at once
	 * @throws IOException where the client has gone
	 */
	boolean write(long nowNanos) throws IOException {
		if (!flush(nowNanos)) {
			return false;
		}
		if (this.protocol.isClosed()) {
			this.channel.shutdownOutput();
			return false;
		}
		if (this.protocol.isReady()) {
			TransferBatch batch = this.protocol.burst(nowNanos);
			if (batch != null) {
				this.burst = batch.burst();
				flush(nowNanos);
			}
		}
		return !this.burst.hasRemaining() && this.protocol.isReady();
	}

	/**
	 * Keeps an idle connection alive.
	 * @param nowNanos the clock
	 */
	void beat(long nowNanos) {
		long idleMillis = (nowNanos - this.lastWriteNanos) / 1_000_000;
		if (this.protocol.idleTimeoutMillis() > 0 && idleMillis > this.protocol.idleTimeoutMillis() / 3) {
			this.answers.heartbeat();
		}
	}

	void close() {
		this.key.cancel();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// closed either way
		}
	}

	// a burst that was begun comes first: frames must not be torn apart
	private boolean flush(long nowNanos) throws IOException {
		boolean flushed = write(this.burst, nowNanos);
		if (flushed && !this.answers.isEmpty()) {
			flushed = write(this.answers.toSend(), nowNanos);
			this.answers.sent();
		}
		this.key.interestOps(flushed ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
		return flushed;
	}

	private boolean write(ByteBuffer bytes, long nowNanos) throws IOException {
		if (bytes.hasRemaining()) {
			this.channel.write(bytes);
			this.lastWriteNanos = nowNanos;
		}
		return !bytes.hasRemaining();
	}

}
