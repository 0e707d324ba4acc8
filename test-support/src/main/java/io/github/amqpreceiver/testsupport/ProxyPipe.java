package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import io.github.amqpreceiver.testsupport.ProxyLane.CutAfter;
import io.github.amqpreceiver.testsupport.ProxyLane.Slices;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one proxied connection: bytes that were read and wait to be written.
 * Owned by the proxy's thread.
 */
final class ProxyPipe {

	private static final int MAX_QUEUED = 256 * 1024;

	// So that one sliced stream does not keep the others waiting.
	private static final int MAX_WRITES_PER_TURN = 64;

	private final SocketChannel from;

	private final SocketChannel to;

	private final ProxyLane lane;

	private final Random random;

	private final Deque<Chunk> queue = new ArrayDeque<>();

	private int queued;

	private long written;

	private long pacedUntil;

	private @Nullable CutAfter seenCut;

	private long cutAt;

	private boolean sourceEnded;

	private boolean blocked;

	ProxyPipe(SocketChannel from, SocketChannel to, ProxyLane lane, Random random) {
		this.from = from;
		this.to = to;
		this.lane = lane;
		this.random = random;
		this.seenCut = lane.cutAfter.get();
		this.cutAt = (this.seenCut != null) ? this.seenCut.bytes : Long.MAX_VALUE;
	}

	boolean wantsToRead() {
		return !this.sourceEnded && this.queued < MAX_QUEUED;
	}

	boolean wantsToWrite() {
		return this.blocked;
	}

	/**
	 * Reads what is there. The end of the stream waits in the queue like any byte:
	 * through a stalled network the other side does not hear of it.
	 */
	void read(ByteBuffer buffer, long now) {
		while (wantsToRead()) {
			buffer.clear();
			int count;
			try {
				count = this.from.read(buffer);
			}
			catch (IOException ex) {
				end(End.RESET, now);
				return;
			}
			if (count < 0) {
				end(End.FIN, now);
				return;
			}
			if (count == 0) {
				return;
			}
			byte[] bytes = new byte[count];
			buffer.flip().get(bytes);
			this.queued += count;
			this.queue.add(new Chunk(ByteBuffer.wrap(bytes), null, now + this.lane.latencyNanos));
		}
	}

	private void end(End end, long now) {
		this.sourceEnded = true;
		this.queue.add(new Chunk(ByteBuffer.allocate(0), end, now + this.lane.latencyNanos));
	}

	/**
	 * Writes what may be written now.
	 * @param now {@link System#nanoTime()}
	 * @return what follows from it
	 */
	Turn write(long now) throws IOException {
		this.blocked = false;
		noticeNewCut();
		for (int writes = 0; writes < MAX_WRITES_PER_TURN; writes++) {
			Chunk chunk = this.queue.peek();
			if (chunk == null || this.lane.stalled) {
				return Turn.IDLE;
			}
			long due = Math.max(chunk.due(), this.pacedUntil);
			if (due - now > 0) {
				return Turn.at(due);
			}
			if (chunk.end() != null) {
				this.queue.remove();
				return (chunk.end() == End.RESET) ? Turn.RESET : finish();
			}
			if (!writePiece(chunk.bytes(), now)) {
				this.blocked = true;
				return Turn.IDLE;
			}
			if (!chunk.bytes().hasRemaining()) {
				this.queue.remove();
			}
			if (this.written >= this.cutAt && this.seenCut != null
					&& this.lane.cutAfter.compareAndSet(this.seenCut, null)) {
				return (this.seenCut.kind == Cut.RESET) ? Turn.RESET : Turn.FIN;
			}
		}
		return Turn.at(now);
	}

	private Turn finish() throws IOException {
		this.to.shutdownOutput();
		return Turn.ENDED;
	}

	private void noticeNewCut() {
		CutAfter current = this.lane.cutAfter.get();
		if (current != this.seenCut) {
			this.seenCut = current;
			this.cutAt = (current != null) ? this.written + current.bytes : Long.MAX_VALUE;
		}
	}

	private boolean writePiece(ByteBuffer bytes, long now) throws IOException {
		int limit = bytes.limit();
		int size = pieceSize(bytes.remaining());
		bytes.limit(bytes.position() + size);
		corrupt(bytes);
		int count = this.to.write(bytes);
		bytes.limit(limit);
		this.queued -= count;
		this.written += count;
		this.lane.bytes.addAndGet(count);
		long rate = this.lane.bytesPerSecond;
		if (rate > 0) {
			this.pacedUntil = Math.max(now, this.pacedUntil) + count * 1_000_000_000L / rate;
		}
		return count == size;
	}

	private int pieceSize(int remaining) {
		long size = remaining;
		Slices slices = this.lane.slices;
		if (slices != null) {
			size = Math.min(size, slices.min() + this.random.nextInt(slices.max() - slices.min() + 1));
		}
		if (this.lane.bytesPerSecond > 0) {
			size = Math.min(size, Math.max(1, this.lane.bytesPerSecond / 50));
		}
		if (this.seenCut != null) {
			size = Math.min(size, Math.max(0, this.cutAt - this.written));
		}
		return (int) size;
	}

	private void corrupt(ByteBuffer bytes) {
		double probability = this.lane.corruption;
		long offset = this.lane.corruptOffset;
		if (probability <= 0 && offset < 0) {
			return;
		}
		for (int i = bytes.position(); i < bytes.limit(); i++) {
			long streamOffset = this.written + i - bytes.position();
			if (streamOffset == offset || (probability > 0 && this.random.nextDouble() < probability)) {
				bytes.put(i, (byte) ~bytes.get(i));
			}
		}
	}

	private enum End {

		FIN, RESET

	}

	private record Chunk(ByteBuffer bytes, @Nullable End end, long due) {
	}

	/**
	 * What follows from a turn at writing: nothing until something happens, another turn
	 * at a time, this direction is over, or the connection is to be cut.
	 */
	record Turn(Kind kind, long at) {

		static final Turn IDLE = new Turn(Kind.IDLE, 0);

		static final Turn ENDED = new Turn(Kind.ENDED, 0);

		static final Turn RESET = new Turn(Kind.RESET, 0);

		static final Turn FIN = new Turn(Kind.FIN, 0);

		static Turn at(long time) {
			return new Turn(Kind.AGAIN, time);
		}

		enum Kind {

			IDLE, AGAIN, ENDED, RESET, FIN

		}

	}

}
