package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What one connection writes: frames are appended to the buffer of its {@link Wire},
 * noted for the trace, and counted. Touched only on the event loop (I1).
 */
final class FrameOutput {

	private final Wire wire;

	private final FrameLog log;

	private final RemoteOpen remote;

	private final Burst burst;

	private final ConnectionMetrics metrics;

	private final String peer;

	private long lastWriteAt;

	FrameOutput(ConnectionEngine.Settings settings, Wire wire, FrameLog log, RemoteOpen remote, Burst burst) {
		this.wire = wire;
		this.log = log;
		this.remote = remote;
		this.burst = burst;
		this.metrics = settings.metrics();
		this.peer = settings.peer();
		this.lastWriteAt = burst.now();
	}

	/** The buffer that whole frames are appended to; {@link #written} follows. */
	ByteBuf buffer() {
		return this.wire.out();
	}

	/** The largest frame that the peer takes, in bytes. */
	int maxFrameSize() {
		return this.remote.maxFrameSize();
	}

	void write(int channel, Performative performative) {
		write(channel, null, performative);
	}

	void write(int channel, @Nullable Link link, Performative performative) {
		ByteBuf out = buffer();
		int start = out.writerIndex();
		FrameWriter.write(out, channel, performative);
		int size = out.writerIndex() - start;
		if (performative instanceof Performative.Attach attach && size > maxFrameSize()) {
			out.writerIndex(start);
			throw new ConfigurationException("The attach frame of link '" + attach.name() + "' has " + size
					+ " bytes, but the peer at " + this.peer + " takes frames of " + maxFrameSize()
					+ ": use fewer or shorter properties, filters or capabilities", null, null);
		}
		written(out, start, link);
	}

	/** A heartbeat (section 2.4.5), of which the trace says nothing. */
	void writeEmpty() {
		ByteBuf out = buffer();
		int start = out.writerIndex();
		FrameWriter.writeEmpty(out);
		count(1, out.writerIndex() - start);
	}

	/** One frame was appended, which began at an index. */
	void written(ByteBuf out, int start, @Nullable Link link) {
		this.log.written(out, start, link);
		count(1, out.writerIndex() - start);
	}

	/** Many frames were appended, the first of which began at an index. */
	void writtenAll(ByteBuf out, int start, int count, @Nullable Link link) {
		this.log.writtenAll(out, start, link);
		count(count, out.writerIndex() - start);
	}

	private void count(int count, int bytes) {
		this.metrics.sent(count, bytes);
		this.lastWriteAt = this.burst.time();
		this.wire.written();
	}

	/** When something was last written, in nanoseconds of the loop's clock. */
	long lastWriteAt() {
		return this.lastWriteAt;
	}

}
