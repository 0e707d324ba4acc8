package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.wire.HostileFrames.FALSE;
import static io.github.amqpreceiver.wire.HostileFrames.MAP_BOMB;
import static io.github.amqpreceiver.wire.HostileFrames.NULL;
import static io.github.amqpreceiver.wire.HostileFrames.TRUE;
import static io.github.amqpreceiver.wire.HostileFrames.ZERO_WIDTH_BOMB;
import static io.github.amqpreceiver.wire.HostileFrames.described;
import static io.github.amqpreceiver.wire.HostileFrames.error;
import static io.github.amqpreceiver.wire.HostileFrames.frame;
import static io.github.amqpreceiver.wire.HostileFrames.join;
import static io.github.amqpreceiver.wire.HostileFrames.map;
import static io.github.amqpreceiver.wire.HostileFrames.raw;
import static io.github.amqpreceiver.wire.HostileFrames.string;
import static io.github.amqpreceiver.wire.HostileFrames.uint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a hostile peer gets on a real socket (rows B-15 to B-64 of the list of hostile
 * input): the condition of the specification, a closed socket within a second where the
 * connection is at fault, one warning without a payload, and no call of the user's code.
 */
class HostileWireTests extends AgainstRawPeer {

	static Stream<Arguments> hostile() {
		return Stream.of(
				connection("B-15 a frame of 7 bytes", Stage.ATTACHED, Conditions.FRAMING_ERROR,
						(buf) -> buf.writeInt(7).writeByte(2).writeShort(0)),
				connection("B-15 a frame of 4 GB", Stage.ATTACHED, Conditions.FRAMING_ERROR,
						(buf) -> buf.writeInt(-1).writeByte(2).writeByte(0).writeShort(0)),
				connection("B-16 a frame of an unknown type", Stage.ATTACHED, Conditions.FRAMING_ERROR,
						(buf) -> buf.writeInt(8).writeByte(2).writeByte(7).writeShort(0)),
				connection("B-18 null for a performative", Stage.ATTACHED, Conditions.DECODE_ERROR,
						raw(0, NULL, new byte[0])),
				connection("B-33 an open without a container-id", Stage.OPEN, Conditions.DECODE_ERROR,
						frame(HostileFrames.OPEN, NULL)),
				connection("B-33 an open on channel 1", Stage.OPEN, Conditions.FRAMING_ERROR,
						raw(1, described(HostileFrames.OPEN, string("peer")), new byte[0])),
				connection("B-33 max-frame-size 511", Stage.OPEN, Conditions.INVALID_FIELD,
						frame(HostileFrames.OPEN, string("peer"), NULL, uint(511))),
				connection("B-33 an idle-time-out of 1 ms", Stage.OPEN, Conditions.NOT_ALLOWED,
						frame(HostileFrames.OPEN, string("peer"), NULL, NULL, NULL, uint(1))),
				connection("B-33 a bomb among the properties", Stage.OPEN, Conditions.DECODE_ERROR,
						frame(HostileFrames.OPEN, string("peer"), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
								MAP_BOMB)),
				connection("B-33 a second open", Stage.ATTACHED, Conditions.ILLEGAL_STATE,
						frame(HostileFrames.OPEN, string("peer"))),
				connection("B-34 a begin of the peer's own", Stage.BEGIN, Conditions.NOT_ALLOWED,
						frame(0x11, NULL, uint(0), uint(10), uint(10))),
				connection("B-34 a begin on a channel beyond channel-max", Stage.BEGIN, Conditions.FRAMING_ERROR,
						raw(60_000, described(0x11, new byte[] { 0x60, 0, 0 }, uint(0), uint(10), uint(10)),
								new byte[0])),
				connection("B-37 an unsettled map that claims 2³¹ entries", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(string("link"), SOURCE, MAP_BOMB, NULL)),
				connection("B-37 a filter that is a bomb", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(string("link"),
								described(0x28, string("q"), NULL, NULL, NULL, NULL, NULL, NULL,
										map("filter", ZERO_WIDTH_BOMB)),
								NULL, NULL)),
				connection("B-37 properties that are a bomb", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(string("link"), SOURCE, NULL, map("x", ZERO_WIDTH_BOMB))),
				connection("B-36 an attach without a name", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(NULL, SOURCE, NULL, NULL)),
				session("B-36 an attach of a name that was not asked for", Stage.ATTACH, Conditions.NOT_ALLOWED,
						attach(string("other"), SOURCE, NULL, NULL)),
				link("B-36 an attach without initial-delivery-count", Stage.ATTACH, Conditions.INVALID_FIELD,
						frame(HostileFrames.ATTACH, string("link"), uint(0), FALSE, NULL, NULL, SOURCE, TARGET)),
				session("B-40 a transfer for an unknown handle", Stage.ATTACHED, Conditions.UNATTACHED_HANDLE,
						(buf) -> RawPeer.transfer(buf, 9, 0, false, RawPeer.message(PAYLOAD))),
				session("B-40 a transfer before the attach", Stage.ATTACH, Conditions.UNATTACHED_HANDLE,
						(buf) -> RawPeer.transfer(buf, 0, 0, false, RawPeer.message(PAYLOAD))),
				connection("B-40 a transfer on an unknown channel", Stage.ATTACHED, Conditions.NOT_ALLOWED,
						raw(5, described(HostileFrames.TRANSFER, uint(0), uint(0), HostileFrames.binary(1)),
								RawPeer.message(PAYLOAD))),
				link("B-41 more transfers than credit", Stage.ATTACHED, Conditions.TRANSFER_LIMIT_EXCEEDED, (buf) -> {
					for (int id = 0; id < 8; id++) {
						RawPeer.transfer(buf, 0, id, false, RawPeer.message(KEPT));
					}
				}), link("B-44 two empty transfers in a row", Stage.ATTACHED, Conditions.NOT_ALLOWED, (buf) -> {
					RawPeer.transfer(buf, 0, 0, true, new byte[0]);
					RawPeer.transfer(buf, 0, -1, true, new byte[0]);
				}),
				session("B-46 a first transfer without a delivery-id", Stage.ATTACHED, Conditions.INVALID_FIELD,
						(buf) -> RawPeer.transfer(buf, 0, -1, false, RawPeer.message(PAYLOAD))),
				session("B-48 a delivery inside another", Stage.ATTACHED, Conditions.INVALID_FIELD, (buf) -> {
					RawPeer.transfer(buf, 0, 5, true, RawPeer.message(PAYLOAD));
					RawPeer.transfer(buf, 0, 6, false, RawPeer.message(PAYLOAD));
				}),
				session("B-53 a detach of an unknown handle", Stage.ATTACHED, Conditions.UNATTACHED_HANDLE,
						frame(HostileFrames.DETACH, uint(9), TRUE)),
				session("B-53 a detach twice", Stage.ATTACHED, Conditions.UNATTACHED_HANDLE, (buf) -> {
					frame(HostileFrames.DETACH, uint(0), TRUE).accept(buf);
					frame(HostileFrames.DETACH, uint(0), TRUE).accept(buf);
				}),
				session("B-53 a detach without an attach", Stage.ATTACH, Conditions.UNATTACHED_HANDLE,
						frame(HostileFrames.DETACH, uint(0), TRUE)),
				connection("B-53 a detach with a bomb in its error", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(HostileFrames.DETACH, uint(0), TRUE,
								error("amqp:internal-error", "x", map("x", ZERO_WIDTH_BOMB)))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("hostile")
	void getsTheConditionAndOneWarning(String row, Stage stage, Class<?> answer, Symbol condition,
			Consumer<ByteBuf> frames) throws IOException {
		assertViolation(stage, answer, condition, frames);
	}

	@Test
	@DisplayName("B-35 incoming-window 0 and next-outgoing-id 2³²-1: messages come")
	void aClosedWindowOfThePeerDoesNotMatter() throws IOException {
		this.peer.letIn();
		this.peer.open(65_536);
		this.peer.begin(0xffff_ffffL, 0);
		this.peer.attach();
		for (int id = 0; id < 3; id++) {
			int each = id;
			this.peer.write((buf) -> RawPeer.transfer(buf, 0, each, false, RawPeer.message("text " + each)));
		}
		await().until(() -> this.handled.size() == 3);
		assertThat(this.peer.await(RawPeer.Disposition.class).first()).isZero();
	}

	@Test
	@DisplayName("B-37 an unsettled map with a thousand entries that are honest is read over")
	void aLongUnsettledMapIsReadOver() throws IOException {
		meet(Stage.ATTACH);
		byte[] entries = unsettled(1_000);
		this.peer.write(attach(string("link"), SOURCE, entries, NULL));
		this.peer.await(Performative.Flow.class);
		await().until(() -> this.receiver.state() == ReceiverState.OPEN);
	}

	@Test
	@DisplayName("B-39 a thousand echoes are answered at most once in 10 ms")
	void echoesAreAnsweredAtABoundedRate() throws IOException {
		meet(Stage.ATTACHED);
		long before = System.nanoTime();
		this.peer.write((buf) -> {
			for (int i = 0; i < 1_000; i++) {
				FrameWriter.writeFlow(buf, 0, 0, 1_000, 1, 1_000, 0, 0, 3, -1, false, true);
			}
			RawPeer.transfer(buf, 0, 0, false, RawPeer.message("after"));
		});
		int answers = 0;
		Object frame = "";
		while (!(frame instanceof RawPeer.Disposition)) {
			frame = this.peer.await(Object.class);
			answers += (frame instanceof Performative.Flow) ? 1 : 0;
		}
		long allowed = 2 + (System.nanoTime() - before) / 10_000_000;
		assertThat(answers).isBetween(1, (int) allowed);
		assertThat(this.handled).containsExactly("after");
	}

	@Test
	@DisplayName("B-43 a message without an end: its bytes are dropped, it is rejected, the link lives")
	void aMessageThatNeverEndsIsDroppedAsItComes() throws IOException {
		meet(Stage.ATTACHED);
		byte[] part = new byte[60_000];
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, 0, true, part));
		for (int i = 0; i < 200; i++) {
			this.peer.write((buf) -> RawPeer.transfer(buf, 0, -1, true, part));
		}
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, -1, false, part));
		assertThat(this.peer.await(RawPeer.Disposition.class).outcome()).contains("message-size-exceeded");
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, 1, false, RawPeer.message("next")));
		await().until(() -> this.handled.contains("next"));
	}

	@Test
	@DisplayName("B-45 one byte over the maximum is rejected, exactly the maximum is delivered")
	void theMaximumIsExact() throws IOException {
		meet(Stage.ATTACHED);
		int overhead = RawPeer.message("").length;
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, 0, false, RawPeer.message("x".repeat(5_001 - overhead))));
		assertThat(this.peer.await(RawPeer.Disposition.class).outcome()).contains("message-size-exceeded");
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, 1, false, RawPeer.message("x".repeat(5_000 - overhead))));
		assertThat(this.peer.await(RawPeer.Disposition.class).outcome()).contains("Accepted");
		assertThat(this.handled).singleElement().asString().hasSize(5_000 - overhead);
	}

	@Test
	@DisplayName("B-51 a state that the sender sets on a transfer, transactional or not, is passed over")
	void aStateOnATransferIsPassedOver() throws IOException {
		meet(Stage.ATTACHED);
		byte[] transactional = described(0x34, HostileFrames.binary(7, 7));
		byte[] transfer = described(HostileFrames.TRANSFER, uint(0), uint(0), HostileFrames.binary(1), uint(0), FALSE,
				FALSE, NULL, transactional);
		this.peer.write(raw(0, transfer, RawPeer.message("text")));
		assertThat(this.peer.await(RawPeer.Disposition.class))
			.isEqualTo(new RawPeer.Disposition(0, 0, true, Outcome.accepted().toString()));
		assertThat(this.handled).containsExactly("text");
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	@DisplayName("B-52 dispositions over every id, reversed, unknown or in the wrong role cost nothing")
	void senselessDispositionsCostNothing() throws IOException {
		meet(Stage.ATTACHED);
		this.peer.write((buf) -> {
			for (int i = 0; i < 500; i++) {
				FrameWriter.writeDisposition(buf, 0, false, 0, 0xffff_ffffL, true, null);
				FrameWriter.writeDisposition(buf, 0, false, 9, 3, true, null);
				FrameWriter.writeDisposition(buf, 0, true, 0, 0xffff_fffeL, true, null);
				frame(0x15, FALSE, uint(0), uint(5), TRUE, described(0x7e)).accept(buf);
			}
			RawPeer.transfer(buf, 0, 0, false, RawPeer.message("after"));
		});
		this.peer.await(RawPeer.Disposition.class);
		assertThat(this.handled).containsExactly("after");
	}

	@Test
	@DisplayName("B-53 a detach with ten megabytes of text is no frame: the socket is closed before it is read")
	void aDetachWithTenMegabytesIsNotRead() throws IOException {
		meet(Stage.ATTACHED);
		long before = System.nanoTime();
		try {
			this.peer.write(frame(HostileFrames.DETACH, uint(0), TRUE,
					error("amqp:internal-error", "x".repeat(10_000_000), NULL)));
		}
		catch (IOException ex) {
			// Cut off while it is written.
		}
		this.peer.awaitEnd();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
		await().until(() -> this.receiver.state() == ReceiverState.ERROR);
		assertThat(this.log.messages(Level.WARN)).singleElement().asString().contains("framing-error");
	}

	@Test
	@DisplayName("B-53 a detach whose text has 60 kB and control characters is cut and escaped")
	void theTextOfADetachIsCutAndEscaped() throws IOException {
		meet(Stage.ATTACHED);
		this.peer.write(frame(HostileFrames.DETACH, uint(0), TRUE,
				error("amqp:internal-error", "first\r\n\u001b[31msecond" + "y".repeat(60_000), NULL)));
		this.peer.await(Performative.Detach.class);
		await().until(() -> this.receiver.state() == ReceiverState.ERROR);
		theLogIsSafe();
		assertThat(this.receiver.lastError().getMessage()).hasSizeLessThan(2_000)
			.contains("first\\u000d\\u000a\\u001b[31msecond")
			.doesNotContain("\r", "\n", "\u001b");
	}

	@Test
	@DisplayName("B-55 a close whose text forges log lines, 60 kB long, is cut and escaped")
	void theTextOfACloseIsCutAndEscaped() throws IOException {
		meet(Stage.ATTACHED);
		this.peer.write(frame(HostileFrames.CLOSE, error("amqp:connection:forced",
				"bye\r\n2026-01-01 INFO all is well\u001b[2J" + "z".repeat(60_000), NULL)));
		this.peer.awaitEnd();
		await().until(() -> this.receiver.state() == ReceiverState.ERROR);
		theLogIsSafe();
		assertThat(this.receiver.lastError().getMessage()).hasSizeLessThan(2_000)
			.contains("bye\\u000d\\u000a2026")
			.doesNotContain("\r", "\n", "\u001b");
	}

	@Test
	@DisplayName("B-56 to B-64 a message that is bad inside is rejected before a handler sees it, and the next one comes")
	void aBadMessageDoesNotCostTheLink() throws IOException {
		meet(Stage.ATTACHED);
		List<byte[]> bad = List.of(HostileFrames.VALUE_BOMB, described(0x70, uint(1)),
				join(described(0x70, NULL, NULL, string("ttl")), RawPeer.message("text")),
				join(described(0x70, NULL, uint(4)), RawPeer.message("text")),
				join(described(0x70, NULL, NULL, NULL, NULL, string("count")), RawPeer.message("text")),
				join(described(0x73, map("id", TRUE)), RawPeer.message("text")),
				described(0x7f, string("no such section")), "no section at all".getBytes(StandardCharsets.US_ASCII));
		for (int id = 0; id < bad.size(); id++) {
			int each = id;
			this.peer.write((buf) -> RawPeer.transfer(buf, 0, each, false, bad.get(each)));
			assertThat(this.peer.await(RawPeer.Disposition.class).outcome()).contains("amqp:decode-error");
		}
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, bad.size(), false, RawPeer.message("next")));
		await().until(() -> this.handled.contains("next"));
		assertThat(this.delivered).as("no handler saw a bad one").hasSize(1);
		assertThat(this.undecodable).hasValue(bad.size());
		assertThat(this.receiver.state()).isEqualTo(ReceiverState.OPEN);
	}

	private void theLogIsSafe() {
		assertThat(this.log.events())
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).hasSizeLessThan(3_000)
				.doesNotContain("\r", "\n", "\u001b"));
	}

	private static byte[] unsettled(int entries) {
		ByteBuf buf = Unpooled.buffer();
		buf.writeByte(0xd1).writeInt(4 + entries * 5).writeInt(entries * 2);
		for (int i = 0; i < entries; i++) {
			buf.writeByte(0xa0).writeByte(2).writeShort(i).writeByte(0x40);
		}
		byte[] bytes = new byte[buf.readableBytes()];
		buf.readBytes(bytes);
		return bytes;
	}

	private static Consumer<ByteBuf> attach(byte[] name, byte[] source, byte[] unsettled, byte[] properties) {
		return frame(HostileFrames.ATTACH, name, uint(0), FALSE, NULL, NULL, source, TARGET, unsettled, NULL, uint(0),
				NULL, NULL, NULL, properties);
	}

}
