package io.github.amqpreceiver.wire;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.ReceiverChannels;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What integration tests are looked after for: the buffers of a receiver are seen, and
 * all are back once its connection is closed.
 */
class HeldBuffersWireTests {

	private final Queue<ByteBuf> kept = new ConcurrentLinkedQueue<>();

	@Test
	void aBufferOfAReceiverThatIsNotReleasedIsSeen() throws Exception {
		try (HonestPeer peer = new HonestPeer()) {
			AmqpConnection connection = AmqpConnection
				.create(ConnectionOptions.builder("127.0.0.1", peer.port()).build());
			Queue<String> handled = new ConcurrentLinkedQueue<>();
			var opening = connection.session()
				.receiver(ReceiverOptions.builder("q").build(),
						MessageHandler.accepting((delivery) -> handled.add(delivery.message().bodyText())))
				.open();
			peer.connect();
			int channel = peer.begin();
			int handle = peer.attach(channel);
			opening.toCompletableFuture().get(10, TimeUnit.SECONDS);
			channelTo(peer).pipeline().addFirst(new KeepsWhatIsRead());
			peer.send(channel, handle, RawPeer.message("text"));
			await().until(() -> handled.contains("text"));
			peer.close();
			connection.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
		}
		await().until(() -> this.kept.stream().allMatch((buffer) -> buffer.refCnt() == 1));
		long held = ReceiverChannels.bufferedBytes();
		long size = this.kept.stream().mapToLong(ByteBuf::capacity).sum();
		assertThat(held).isGreaterThanOrEqualTo(size);
		this.kept.forEach(ByteBuf::release);
		assertThat(ReceiverChannels.bufferedBytes()).isLessThanOrEqualTo(held - size);
	}

	private static Channel channelTo(HonestPeer peer) {
		return ReceiverChannels.open()
			.stream()
			.filter((channel) -> channel.remoteAddress().toString().endsWith(":" + peer.port()))
			.findAny()
			.orElseThrow();
	}

	/** What a receiver with a mistake would do. */
	private final class KeepsWhatIsRead extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object read) {
			HeldBuffersWireTests.this.kept.add(((ByteBuf) read).retain());
			ctx.fireChannelRead(read);
		}

	}

}
