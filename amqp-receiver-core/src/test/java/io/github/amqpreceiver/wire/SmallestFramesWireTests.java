package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Both sides take frames of 512 bytes, and the session's window is one frame (F-62). */
class SmallestFramesWireTests {

	private static final int FRAME = 512;

	private static final int MESSAGE = 10_000_000;

	private final List<Delivery> delivered = new CopyOnWriteArrayList<>();

	private RawPeer peer;

	private AmqpConnection connection;

	private CompletableFuture<Void> opening;

	@BeforeEach
	void connect() throws IOException {
		this.peer = new RawPeer();
		this.connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.peer.port())
			.limits(Limits.builder().maxFrameSize(FRAME).build())
			.closeTimeout(Duration.ofMillis(200))
			.recovery(RecoveryOptions.builder().enabled(false).build())
			.build());
		MessageReceiver receiver = this.connection.session(SessionOptions.builder().incomingWindow(1).build())
			.receiver(ReceiverOptions.builder("q").name("link").prefetch(100).maxMessageSize(MESSAGE + 100).build(),
					(delivery) -> {
						this.delivered.add(delivery);
						return MessageHandler.SETTLES_ITSELF;
					});
		this.opening = receiver.open().toCompletableFuture();
		this.peer.letIn();
		this.peer.open(FRAME);
		this.peer.begin(0, 1);
		this.peer.attach();
	}

	@AfterEach
	void disconnect() throws IOException {
		this.peer.close();
		this.connection.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	@DisplayName("F-62 ten megabytes arrive as they were sent, each frame asked for")
	void tenMegabytesArrive() throws Exception {
		byte[] body = new byte[MESSAGE];
		new Random(62).nextBytes(body);
		byte[] message = data(body);
		int part = FRAME - 64;
		int frames = 0;
		for (int at = 0; at < message.length; at += part) {
			int from = at;
			int to = Math.min(message.length, at + part);
			if (frames++ > 0) {
				// The window is one frame: the next one is asked for.
				assertThat(this.peer.await(Performative.Flow.class).incomingWindow()).isEqualTo(1);
			}
			this.peer.write((buf) -> RawPeer.transfer(buf, 0, (from == 0) ? 0 : -1, to < message.length,
					Arrays.copyOfRange(message, from, to)));
		}
		assertThat(frames).isGreaterThan(20_000);
		await().atMost(Duration.ofSeconds(20)).until(() -> this.delivered.size() == 1);
		assertThat(digest(this.delivered.get(0).message().bodyBytes())).isEqualTo(digest(body));
		this.delivered.get(0).accept();
		assertThat(this.peer.await(RawPeer.Disposition.class))
			.isEqualTo(new RawPeer.Disposition(0, 0, true, "Accepted[]"));
	}

	@Test
	@DisplayName("F-62 settlements of a burst go out in frames that the peer takes")
	void settlementsAreSplit() throws Exception {
		int count = 40;
		for (int id = 0; id < count; id++) {
			int each = id;
			if (id > 0) {
				this.peer.await(Performative.Flow.class);
			}
			this.peer.write((buf) -> RawPeer.transfer(buf, 0, each, false, RawPeer.message("text")));
		}
		await().until(() -> this.delivered.size() == count);
		// Every other one is rejected at length, so that no range is longer than one.
		for (int id = 0; id < count; id++) {
			if (id % 2 == 0) {
				this.delivered.get(id).accept();
			}
			else {
				this.delivered.get(id)
					.reject(Symbol.valueOf("app:bad"), "why ".repeat(500),
							Map.of(Symbol.valueOf("x"), "y".repeat(900)));
			}
		}
		List<RawPeer.Disposition> settled = new ArrayList<>();
		while (settled.size() < count) {
			settled.add(this.peer.await(RawPeer.Disposition.class));
		}
		assertThat(settled).allMatch(RawPeer.Disposition::settled)
			.extracting(RawPeer.Disposition::first)
			.containsExactlyInAnyOrderElementsOf(LongStream.range(0, count).boxed().toList());
		assertThat(settled).filteredOn((each) -> each.first() % 2 == 1)
			.allSatisfy((each) -> assertThat(each.outcome()).contains("app:bad"));
		assertThat(this.peer.largestFrame()).isLessThanOrEqualTo(FRAME);
		this.opening.join();
	}

	private static byte[] data(byte[] body) {
		ByteBuf buf = Unpooled.buffer(body.length + 8);
		buf.writeByte(0).writeByte(0x53).writeByte(0x75).writeByte(0xb0).writeInt(body.length).writeBytes(body);
		return Arrays.copyOf(buf.array(), buf.readableBytes());
	}

	private static String digest(byte[] bytes) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
	}

}
