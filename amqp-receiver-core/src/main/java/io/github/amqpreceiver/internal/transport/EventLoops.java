package io.github.amqpreceiver.internal.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.options.TransportOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event-loop threads, the default handler pool, and the socket type that goes with them.
 * Thread-safe; all threads are daemons, and those of the pool end when they are idle.
 */
public final class EventLoops {

	private static final Logger logger = LoggerFactory.getLogger(EventLoops.class);

	private static final int BLOCKING_THREADS = 4;

	private final EventLoopGroup group;

	private final Class<? extends Channel> channelType;

	private final ExecutorService handlers;

	private final ExecutorService blocking;

	/**
	 * Starts nothing yet: threads start when they are first needed.
	 * @param options how many threads, and of which kind
	 */
	public EventLoops(TransportOptions options) {
		NativeTransport.Choice choice = options.nativeTransport() ? NativeTransport.choose() : nio();
		this.channelType = choice.channelType();
		this.group = new MultiThreadIoEventLoopGroup(options.ioThreads(),
				new DefaultThreadFactory("amqp-receiver-io", true), choice.handlers());
		this.handlers = options.virtualThreads() ? VirtualThreads.executor()
				: pool(options.handlerThreads(), "amqp-receiver-handler");
		this.blocking = pool(BLOCKING_THREADS, "amqp-receiver-dial");
		logger.debug("The transport is {}", choice.name());
	}

	static NativeTransport.Choice nio() {
		return new NativeTransport.Choice("nio", NioSocketChannel.class, NioIoHandler.newFactory());
	}

	private static ExecutorService pool(int threads, String name) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), new DefaultThreadFactory(name, true));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * The loop for one more connection.
	 * @return a loop
	 */
	public Loop next() {
		return new NettyLoop(this.group.next());
	}

	Class<? extends Channel> channelType() {
		return this.channelType;
	}

	/**
	 * Runs handlers.
	 * @return the executor
	 */
	public Executor handlers() {
		return this.handlers;
	}

	/**
	 * Runs what may block while a connection is made, off the loop; whatever it fails
	 * with is told, so that no connection waits for a task that is gone (F-65, I7).
	 * @param loop the connection's loop
	 * @param task may be code of the application
	 * @param failed told on the loop what the task threw, or with a
	 * {@link TransportException} that no thread was to be had for it
	 */
	public void offLoop(Loop loop, Runnable task, Consumer<Throwable> failed) {
		try {
			this.blocking.execute(() -> {
				try {
					task.run();
				}
				catch (Throwable ex) {
					tell(loop, failed, ex);
				}
			});
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			tell(loop, failed,
					new TransportException("This process could not start a thread (" + ex.getMessage()
							+ "); check how many it has, and its limits of threads and memory (ulimit -u, ulimit -v)",
							null, ex));
		}
	}

	private static void tell(Loop loop, Consumer<Throwable> failed, Throwable failure) {
		try {
			loop.execute(() -> failed.accept(failure));
		}
		catch (RejectedExecutionException ex) {
			// the event loops were closed meanwhile: nobody waits any more
			logger.debug("An attempt to connect ended with its event loop", failure);
		}
	}

	/**
	 * Runs what may block while a connection is made: name resolution, credentials, key
	 * derivation. Apart from the handlers: where those block for ever, connections still
	 * come back (F-43).
	 * @return the executor
	 */
	public Executor blocking() {
		return this.blocking;
	}

	/** Ends all threads; waits for them, 5 s at most. */
	public void close() {
		this.handlers.shutdown();
		this.blocking.shutdown();
		this.group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
		this.handlers.shutdownNow();
		this.blocking.shutdownNow();
	}

}
