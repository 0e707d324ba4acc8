package io.github.amqpreceiver.test;

import java.util.List;

import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;

/**
 * Cuts what an application sends into protocol headers and frames. Touched only on the
 * peer's thread.
 */
final class FrameCutter extends ByteToMessageDecoder {

	/** What begins a protocol header, which stands where a frame has its size. */
	private static final int AMQP = (int) (FrameHeader.AMQP >>> 32);

	private final PeerConnection connection;

	FrameCutter(PeerConnection connection) {
		this.connection = connection;
	}

	@Override
	protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
		if (in.readableBytes() < FrameHeader.SIZE) {
			return;
		}
		int start = in.readerIndex();
		if (in.getInt(start) == AMQP) {
			this.connection.onHeader(in.readLong());
			return;
		}
		long size = in.getUnsignedInt(start);
		if (size < FrameHeader.SIZE || size > PeerConnection.MAX_FRAME_SIZE) {
			throw new CorruptedFrameException("A frame has " + size + " bytes, but must have 8 to "
					+ PeerConnection.MAX_FRAME_SIZE + ", as the peer's open says");
		}
		if (in.readableBytes() >= size) {
			// moved before it is handled: a frame that fails is not read again
			in.skipBytes((int) size);
			this.connection.onFrame(in, start, start + (int) size);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
		super.channelReadComplete(ctx);
		this.connection.onPause();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) throws Exception {
		super.channelInactive(ctx);
		this.connection.onLost();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.connection.onFailure(cause);
	}

}
