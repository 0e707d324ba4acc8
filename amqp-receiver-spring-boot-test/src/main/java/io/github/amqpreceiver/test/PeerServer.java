package io.github.amqpreceiver.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The socket that the peer listens on, and its one thread. Thread-safe.
 */
final class PeerServer {

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("amqp-peer", true),
			NioIoHandler.newFactory());

	private final EventLoop loop = this.group.next();

	private final Container container;

	private final Channel listening;

	PeerServer(Container container) {
		this.container = container;
		this.listening = new ServerBootstrap().group(this.group)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					accept(channel);
				}

			})
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.syncUninterruptibly()
			.channel();
	}

	private void accept(Channel channel) {
		PeerConnection connection = new PeerConnection(this.container, channel);
		this.container.connections().add(connection);
		channel.pipeline().addLast(new FrameCutter(connection));
		connection.stall(this.container.stalled());
	}

	int port() {
		return ((InetSocketAddress) this.listening.localAddress()).getPort();
	}

	/**
	 * Runs something on the peer's thread, flushes what it wrote, and wakes who waits.
	 * @param action what to run
	 * @return completed with what it returned
	 * @param <T> its type
	 */
	<T extends @Nullable Object> CompletableFuture<T> run(Supplier<T> action) {
		CompletableFuture<T> done = new CompletableFuture<>();
		this.loop.execute(() -> {
			try {
				T result = action.get();
				this.container.everyConnection().forEach(PeerConnection::flush);
				this.container.changed();
				done.complete(result);
			}
			catch (Throwable ex) {
				done.completeExceptionally(ex);
			}
		});
		return done;
	}

	boolean onThread() {
		return this.loop.inEventLoop();
	}

	boolean isOpen() {
		return this.listening.isOpen();
	}

	void close() {
		this.listening.close().syncUninterruptibly();
		run(() -> {
			this.container.everyConnection().forEach(PeerConnection::cut);
			this.container.reset();
			return true;
		}).orTimeout(5, TimeUnit.SECONDS).join();
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
	}

}
