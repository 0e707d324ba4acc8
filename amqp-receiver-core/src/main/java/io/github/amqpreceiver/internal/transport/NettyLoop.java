package io.github.amqpreceiver.internal.transport;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.internal.protocol.Loop;
import io.netty.channel.EventLoop;

/**
 * One of Netty's event loops as the loop of connections.
 */
final class NettyLoop implements Loop {

	private final EventLoop eventLoop;

	NettyLoop(EventLoop eventLoop) {
		this.eventLoop = eventLoop;
	}

	@Override
	public boolean inLoop() {
		return this.eventLoop.inEventLoop();
	}

	@Override
	public void execute(Runnable task) {
		this.eventLoop.execute(task);
	}

	@Override
	public Timer schedule(Runnable task, long delayNanos) {
		Future<?> future = this.eventLoop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	EventLoop eventLoop() {
		return this.eventLoop;
	}

}
