package io.github.amqpreceiver.internal.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;

/** Epoll or kqueue where their jars are on the class path and work, else NIO. */
final class NativeTransport {

	private NativeTransport() {
	}

	static Choice choose() {
		if (present("io.netty.channel.epoll.Epoll") && EpollChoice.works()) {
			return EpollChoice.make();
		}
		if (present("io.netty.channel.kqueue.KQueue") && KQueueChoice.works()) {
			return KQueueChoice.make();
		}
		return EventLoops.nio();
	}

	private static boolean present(String type) {
		try {
			Class.forName(type, false, NativeTransport.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/** In a class of its own, so that it is only loaded where the jar is. */
	private static final class EpollChoice {

		static boolean works() {
			return Epoll.isAvailable();
		}

		static Choice make() {
			return new Choice("epoll", EpollSocketChannel.class, EpollIoHandler.newFactory());
		}

	}

	/** In a class of its own, so that it is only loaded where the jar is. */
	private static final class KQueueChoice {

		static boolean works() {
			return KQueue.isAvailable();
		}

		static Choice make() {
			return new Choice("kqueue", KQueueSocketChannel.class, KQueueIoHandler.newFactory());
		}

	}

	/**
	 * A transport.
	 *
	 * @param name its name
	 * @param channelType its sockets
	 * @param handlers its event loops
	 */
	record Choice(String name, Class<? extends Channel> channelType, IoHandlerFactory handlers) {
	}

}
