package io.github.amqpreceiver.internal.transport;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.Wire;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.TlsOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one socket to one address: resolves the name off the event loop, at every attempt
 * anew, tries its IP addresses in order, and finishes the TLS handshake. Touched only on
 * the event loop.
 */
public final class Dialer {

	private static final Logger logger = LoggerFactory.getLogger(Dialer.class);

	private static final int SMALLEST_READ = 2_048;

	private static final int FIRST_READ = 65_536;

	private static final int LARGEST_READ = 262_144;

	private final EventLoops loops;

	private final NettyLoop loop;

	private final Address address;

	private final Destination destination;

	private final TlsOptions tls;

	private final long timeoutNanos;

	private final Result result;

	private @Nullable Channel channel;

	private boolean over;

	/**
	 * A dialer for one attempt.
	 * @param loops the event loops
	 * @param loop the connection's one
	 * @param destination where to
	 * @param tls TLS settings, for addresses that use it
	 * @param timeoutNanos how long TCP and TLS may take
	 * @param result is told how it went, on the event loop
	 */
	public Dialer(EventLoops loops, Loop loop, Destination destination, TlsOptions tls, long timeoutNanos,
			Result result) {
		this.loops = loops;
		this.loop = (NettyLoop) loop;
		this.address = destination.address();
		this.destination = destination;
		this.tls = tls;
		this.timeoutNanos = timeoutNanos;
		this.result = result;
	}

	/** Begins. */
	public void dial() {
		this.loops.offLoop(this.loop, () -> {
			InetAddress[] resolved = resolve();
			this.loop.execute(() -> next(new ArrayDeque<>(List.of(resolved)), null));
		}, (failure) -> fail((failure instanceof TransportException told) ? told : new TransportException(
				"The host name '" + this.address.host() + "' could not be resolved: " + failure, null, failure)));
	}

	private InetAddress[] resolve() {
		try {
			return InetAddress.getAllByName(this.address.host());
		}
		catch (UnknownHostException ex) {
			throw new TransportException("The host name '" + this.address.host()
					+ "' could not be resolved; check the host in the address, and the name service", null, ex);
		}
	}

	private void next(Deque<InetAddress> left, @Nullable Throwable last) {
		if (this.over) {
			return;
		}
		InetAddress ip = left.poll();
		if (ip == null) {
			fail(refused(last));
			return;
		}
		FrameSink sink = this.result.sink();
		SocketHandler handler = new SocketHandler(sink);
		ChannelFuture connecting = new Bootstrap().group(this.loop.eventLoop())
			.channel(this.loops.channelType())
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.SO_KEEPALIVE, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TimeUnit.NANOSECONDS.toMillis(this.timeoutNanos))
			.option(ChannelOption.RECVBUF_ALLOCATOR,
					new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ))
			.handler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel ch) {
					if (!Dialer.this.address.tls()) {
						ch.pipeline().addLast(handler);
					}
				}
			})
			.connect(new InetSocketAddress(ip, this.address.port()));
		if (connecting.cause() instanceof ChannelException) {
			// No socket could be made (F-65): there is no channel to close, and the
			// future would tell its listeners on a thread that is not the loop.
			next(left, connecting.cause());
			return;
		}
		this.channel = connecting.channel();
		connecting.addListener((done) -> connected(connecting, handler, left));
	}

	private void connected(ChannelFuture connecting, SocketHandler handler, Deque<InetAddress> left) {
		if (!connecting.isSuccess()) {
			next(left, connecting.cause());
			return;
		}
		if (this.over) {
			connecting.channel().close();
			return;
		}
		if (!this.address.tls()) {
			succeed(handler);
			return;
		}
		SslHandler ssl;
		try {
			ssl = TlsPipeline.handler(this.tls, this.destination, connecting.channel().alloc());
		}
		catch (RuntimeException ex) {
			connecting.channel().close();
			fail(TlsPipeline.failure(this.address, ex, null));
			return;
		}
		ChannelHandler handshaking = new HandshakeFailures();
		connecting.channel().pipeline().addLast(ssl, handshaking);
		ssl.handshakeFuture().addListener((done) -> {
			if (done.isSuccess() && !this.over) {
				connecting.channel().pipeline().replace(handshaking, null, handler);
				succeed(handler);
			}
			else {
				connecting.channel().close();
				fail(TlsPipeline.failure(this.address, done.cause(), ssl));
			}
		});
	}

	private AmqpReceiverException refused(@Nullable Throwable last) {
		if (last instanceof ChannelException) {
			return new TransportException(
					"No connection to " + this.address + ": this process could not make a socket (" + systemReason(last)
							+ "); check how many file descriptors it holds, and its limit (ulimit -n)",
					null, last);
		}
		return new TransportException("No connection to " + this.address + ": " + reason(last)
				+ "; check that the broker runs and listens there", null, last);
	}

	/** Without what the native transport says of system calls. */
	private static String reason(@Nullable Throwable last) {
		if (last == null) {
			return "the name has no address";
		}
		return (last instanceof ConnectException && String.valueOf(last.getMessage()).contains("refused"))
				? "the connection was refused" : String.valueOf(last.getMessage());
	}

	private static String systemReason(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage());
	}

	private void succeed(SocketHandler wire) {
		this.over = true;
		this.result.connected(wire);
	}

	private void fail(AmqpReceiverException failure) {
		if (!this.over) {
			this.over = true;
			this.result.failed(failure);
		}
	}

	/** Gives the attempt up; nobody is told. */
	public void cancel() {
		this.over = true;
		if (this.channel != null) {
			this.channel.close();
		}
	}

	/** Told how an attempt went; called on the event loop. */
	public interface Result {

		/**
		 * Where the bytes of the socket go.
		 * @return the sink
		 */
		FrameSink sink();

		/**
		 * The socket is there.
		 * @param wire to write to it
		 */
		void connected(Wire wire);

		/**
		 * There is no socket.
		 * @param failure why
		 */
		void failed(AmqpReceiverException failure);

	}

	/**
	 * Whoever waits for the handshake is told by its future; Netty would log it as well.
	 */
	private static final class HandshakeFailures extends ChannelInboundHandlerAdapter {

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
			logger.debug("A TLS handshake failed", failure);
		}

	}

}
