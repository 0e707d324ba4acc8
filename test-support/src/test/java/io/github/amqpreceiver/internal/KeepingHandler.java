package io.github.amqpreceiver.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands where a receiver's handler would, and releases nothing of what is read. */
public class KeepingHandler extends ChannelInboundHandlerAdapter {

	private final Queue<ByteBuf> kept = new ConcurrentLinkedQueue<>();

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object read) {
		this.kept.add((ByteBuf) read);
	}

	/**
	 * The buffers that were read.
	 * @return the buffers
	 */
	public Queue<ByteBuf> kept() {
		return this.kept;
	}

}
