package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.github.amqpreceiver.internal.KeepingHandler;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Held} and {@link ReceiverChannels}.
 */
class HeldTests {

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("held"),
			NioIoHandler.newFactory());

	private final Held before = Held.now();

	private ServerSocket server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		this.loops.shutdownGracefully().syncUninterruptibly();
	}

	@Test
	void aBufferThatAReceiverKeepsIsHeldUntilItIsReleased() throws IOException {
		KeepingHandler receiver = new KeepingHandler();
		connect(receiver, (peer) -> {
			peer.getOutputStream().write(1);
			await().until(() -> !receiver.kept().isEmpty());
		});
		await().untilAsserted(
				() -> assertThat(this.before.excess(null)).singleElement().asString().startsWith("buffers: "));
		receiver.kept().forEach(ByteBuf::release);
		assertThat(this.before.excess(null)).isEmpty();
	}

	@Test
	void theSocketOfAReceiverIsHeldUntilItIsClosed() throws IOException {
		connect(new KeepingHandler(),
				(peer) -> assertThat(this.before.excess(null)).singleElement()
					.asString()
					.contains("socket", String.valueOf(this.server.getLocalPort())));
		await().until(() -> this.before.excess(null).isEmpty());
	}

	@Test
	void whatOthersHoldDoesNotCount() throws IOException {
		ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(32 * 1024 * 1024);
		connect(new ChannelInboundHandlerAdapter(), (peer) -> assertThat(this.before.excess(null)).isEmpty());
		buffer.release();
	}

	@Test
	void eventLoopsAreHeldUntilTheyEndUnlessTheyAreTheSharedOnes() {
		DefaultThreadFactory threads = new DefaultThreadFactory("amqp-receiver-io");
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
		group.submit(() -> assertThat(this.before.excess(null)).singleElement().asString().startsWith(Held.LOOPS))
			.syncUninterruptibly();
		String number = this.before.excess(null).get(0).substring(Held.LOOPS.length());
		assertThat(this.before.excess(number)).isEmpty();
		group.shutdownGracefully().syncUninterruptibly();
		await().until(() -> this.before.excess(null).isEmpty());
	}

	private void connect(ChannelHandler handler, Story story) throws IOException {
		Channel channel = new Bootstrap().group(this.loops)
			.channel(NioSocketChannel.class)
			.handler(handler)
			.connect(this.server.getLocalSocketAddress())
			.syncUninterruptibly()
			.channel();
		try (Socket peer = this.server.accept()) {
			story.tell(peer);
		}
		finally {
			channel.close().syncUninterruptibly();
		}
	}

	/** What happens while the connection is there. */
	private interface Story {

		void tell(Socket peer) throws IOException;

	}

}
