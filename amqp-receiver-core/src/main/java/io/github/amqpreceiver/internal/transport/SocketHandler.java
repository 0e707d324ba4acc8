package io.github.amqpreceiver.internal.transport;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.internal.protocol.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of the pipeline: cuts what is read into frames in place, without a
 * buffer or an object a frame, and flushes what was written once a burst. Touched only on
 * the event loop.
 */
final class SocketHandler extends ByteToMessageDecoder implements Wire {

	private static final int FIRST_BUFFER = 4_096;

	private static final int HEADER = 8;

	private static final int SMALLEST_FRAME = 8;

	private final FrameSink sink;

	private @Nullable ChannelHandlerContext context;

	private @Nullable ByteBuf out;

	private boolean inBurst;

	private boolean flushScheduled;

	private boolean closed;

	private @Nullable Throwable cause;

	SocketHandler(FrameSink sink) {
		this.sink = sink;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> ignored) {
		if (!this.inBurst && !this.closed) {
			this.inBurst = true;
			this.sink.burstBegan();
		}
		while (!this.closed && in.readableBytes() >= Integer.BYTES) {
			if (this.sink.expectsHeader()) {
				if (in.readableBytes() < HEADER) {
					return;
				}
				this.sink.onHeader(in.readLong());
				continue;
			}
			int start = in.readerIndex();
			long size = in.getUnsignedInt(start);
			if (size < SMALLEST_FRAME || size > this.sink.maxFrameSize()) {
				this.sink.onBadSize(size);
				break;
			}
			if (in.readableBytes() < size) {
				return;
			}
			int end = start + (int) size;
			this.sink.onFrame(in, start, end);
			in.readerIndex(end);
		}
		if (this.closed) {
			in.skipBytes(in.readableBytes());
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
		endBurst();
		super.channelReadComplete(ctx);
	}

	private void endBurst() {
		if (this.inBurst) {
			this.sink.burstEnded();
			this.inBurst = false;
			flush();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) throws Exception {
		super.channelInactive(ctx);
		endBurst();
		this.closed = true;
		releaseOut();
		this.sink.onClosed(this.cause);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
		this.cause = failure;
		ctx.close();
	}

	@Override
	public ByteBuf out() {
		ByteBuf buffer = this.out;
		if (buffer == null) {
			buffer = context().alloc().ioBuffer(FIRST_BUFFER);
			this.out = buffer;
		}
		return buffer;
	}

	@Override
	public void written() {
		if (!this.inBurst && !this.flushScheduled) {
			this.flushScheduled = true;
			context().executor().execute(this::flushLater);
		}
	}

	private void flushLater() {
		this.flushScheduled = false;
		flush();
	}

	private void flush() {
		ByteBuf buffer = this.out;
		if (buffer != null && !this.closed) {
			this.out = null;
			context().writeAndFlush(buffer, context().voidPromise());
		}
	}

	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		ChannelHandlerContext ctx = context();
		ByteBuf rest = (this.out != null) ? this.out : ctx.alloc().buffer(0);
		this.out = null;
		this.closed = true;
		ctx.writeAndFlush(rest).addListener(ChannelFutureListener.CLOSE);
		// A peer that reads nothing does not keep the socket open (I7).
		ctx.executor().schedule(() -> ctx.channel().close(), 1, TimeUnit.SECONDS);
	}

	private void releaseOut() {
		if (this.out != null) {
			this.out.release();
			this.out = null;
		}
	}

	private ChannelHandlerContext context() {
		return Objects.requireNonNull(this.context, "the handler is not in a pipeline yet");
	}

}
