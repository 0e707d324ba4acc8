package io.github.amqpreceiver.testsupport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;

/**
 * The sockets of receivers in this JVM, and what their buffers hold. Netty shows each
 * channel that is made; those of a receiver, known by their handler, get an allocator
 * that nobody else has. It counts the buffers that were taken and not given back, in
 * bytes, not the memory that an allocator keeps for the next ones: neither brokers and
 * clients in the same JVM nor the number of threads change it.
 *
 * @since 0.1.0
 */
public final class ReceiverChannels extends ChannelInitializerExtension {

	private static final String RECEIVERS = "io.github.amqpreceiver.internal.";

	private static final PooledByteBufAllocator BUFFERS = new PooledByteBufAllocator(true);

	private static final Set<Channel> open = ConcurrentHashMap.newKeySet();

	/**
	 * Has Netty show the channels that are made from now on. Netty asks whether to do so
	 * when it makes its first channel: this must be before.
	 */
	public static void watch() {
		System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
	}

	/**
	 * The sockets that receivers have open.
	 * @return the channels
	 */
	public static Set<Channel> open() {
		return Set.copyOf(open);
	}

	/**
	 * What the buffers hold that receivers have taken and not released.
	 * @return bytes
	 */
	public static long bufferedBytes() {
		return BUFFERS.pinnedDirectMemory() + BUFFERS.pinnedHeapMemory();
	}

	@Override
	public void postInitializeClientChannel(Channel channel) {
		if (channel.pipeline().toMap().values().stream().anyMatch((handler) -> isReceivers(handler.getClass()))) {
			channel.config().setAllocator(BUFFERS);
			open.add(channel);
			channel.closeFuture().addListener((closed) -> open.remove(channel));
		}
	}

	private static boolean isReceivers(Class<?> handler) {
		return handler.getName().startsWith(RECEIVERS);
	}

}
