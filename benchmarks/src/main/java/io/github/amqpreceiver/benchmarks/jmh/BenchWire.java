package io.github.amqpreceiver.benchmarks.jmh;

import io.github.amqpreceiver.internal.protocol.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Takes what an engine writes and forgets it at the next flush. */
final class BenchWire implements Wire {

	private final ByteBuf out = Unpooled.directBuffer(64 * 1024);

	@Override
	public ByteBuf out() {
		return this.out;
	}

	@Override
	public void written() {
	}

	@Override
	public void flush() {
		this.out.clear();
	}

	@Override
	public void close() {
	}

}
