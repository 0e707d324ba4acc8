package io.github.amqpreceiver.internal.transport;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.internal.protocol.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of the pipeline: has what is read cut into frames in place, without a
 * buffer or an object a frame, and flushes what was written once a burst. Touched only on
 * the event loop.
 */
final class SocketHandler extends ChannelInboundHandlerAdapter implements Wire {

	private static final int FIRST_BUFFER = 4_096;

	private final FrameSink sink;

	private final FrameCutter cutter;

	private @Nullable ChannelHandlerContext context;

	private @Nullable ByteBuf out;

	private boolean inBurst;

	private boolean flushScheduled;

	private boolean closed;

	private @Nullable Throwable cause;

	SocketHandler(FrameSink sink) {
		this.sink = sink;
		this.cutter = new FrameCutter(sink);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.cutter.end();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object read) {
		ByteBuf in = (ByteBuf) read;
		try {
			if (!this.inBurst && !this.closed) {
				this.inBurst = true;
				this.sink.burstBegan();
			}
			this.cutter.read(in, ctx.alloc());
		}
		finally {
			in.release();
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
		this.cutter.end();
		releaseOut();
		this.sink.onClosed(this.cause);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
		this.cause = TlsPipeline.told(failure);
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

	@Override
	public void flush() {
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
		this.cutter.stop();
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
