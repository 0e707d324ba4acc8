package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.PerformativeDecoder;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What an engine writes, read back frame by frame. */
final class MemoryWire implements Wire {

	private final ByteBuf out = Unpooled.buffer();

	private final PerformativeDecoder decoder = new PerformativeDecoder(Limits.DEFAULT);

	private final DispositionFrame disposition = new DispositionFrame(Limits.DEFAULT);

	private boolean closed;

	private int flushes;

	@Override
	public ByteBuf out() {
		return this.out;
	}

	@Override
	public void written() {
	}

	@Override
	public void flush() {
		this.flushes++;
	}

	/** How often was flushed before the end of a burst. */
	int flushes() {
		return this.flushes;
	}

	@Override
	public void close() {
		this.closed = true;
	}

	boolean closed() {
		return this.closed;
	}

	/** The frames since the last call, heartbeats left out. */
	List<Object> take() {
		List<Object> frames = new ArrayList<>();
		while (this.out.isReadable()) {
			int start = this.out.readerIndex();
			int end = start + this.out.getInt(start);
			int body = start + FrameHeader.SIZE;
			if (body < end) {
				frames.add(decode(body, end));
			}
			this.out.readerIndex(end);
		}
		this.out.clear();
		return frames;
	}

	private Object decode(int body, int end) {
		if (PerformativeDecoder.descriptor(this.out, body, end) == Descriptors.DISPOSITION) {
			this.disposition.decode(this.out, body, end);
			return new Disposition(this.disposition.first(), this.disposition.last(), this.disposition.settled(),
					this.disposition.outcome());
		}
		return this.decoder.decode(this.out, body, end);
	}

	<T> List<T> take(Class<T> type) {
		return take().stream().filter(type::isInstance).map(type::cast).toList();
	}

	/** A disposition of a receiver. */
	record Disposition(long first, long last, boolean settled, Outcome outcome) {
	}

}
