package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.wire.HostileFrames.ATTACH;
import static io.github.amqpreceiver.wire.HostileFrames.DETACH;
import static io.github.amqpreceiver.wire.HostileFrames.FALSE;
import static io.github.amqpreceiver.wire.HostileFrames.NULL;
import static io.github.amqpreceiver.wire.HostileFrames.OPEN;
import static io.github.amqpreceiver.wire.HostileFrames.TRANSFER;
import static io.github.amqpreceiver.wire.HostileFrames.TRUE;
import static io.github.amqpreceiver.wire.HostileFrames.binary;
import static io.github.amqpreceiver.wire.HostileFrames.described;
import static io.github.amqpreceiver.wire.HostileFrames.frame;
import static io.github.amqpreceiver.wire.HostileFrames.join;
import static io.github.amqpreceiver.wire.HostileFrames.map;
import static io.github.amqpreceiver.wire.HostileFrames.raw;
import static io.github.amqpreceiver.wire.HostileFrames.string;
import static io.github.amqpreceiver.wire.HostileFrames.symbol;
import static io.github.amqpreceiver.wire.HostileFrames.uint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The corners of the specification that the list of hostile input does not name: frames
 * that look right and are wrong, and frames that look wrong and are right.
 */
class OddFramesWireTests extends AgainstRawPeer {

	private static final int BEGIN = 0x11;

	private static final int FLOW = 0x13;

	private static final int DISPOSITION = 0x15;

	private static final int END = 0x17;

	private static final byte[] EMPTY_LIST = { 0x45 };

	private static final byte[] CHANNEL_0 = { 0x60, 0, 0 };

	private static final byte[] TAG = binary(1);

	private static final String LAST = "last";

	static Stream<Arguments> wrong() {
		return Stream.of(
				connection("an open that is a map", Stage.OPEN, Conditions.DECODE_ERROR,
						body(bytes(0, 0x53, OPEN), map("container-id", string("peer")))),
				connection("an open without fields", Stage.OPEN, Conditions.DECODE_ERROR,
						body(bytes(0, 0x53, OPEN), EMPTY_LIST)),
				connection("an open with eleven fields", Stage.OPEN, Conditions.DECODE_ERROR,
						frame(OPEN, string("peer"), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)),
				connection("locales that claim 2³¹ symbols", Stage.OPEN, Conditions.DECODE_ERROR,
						frame(OPEN, string("peer"), NULL, NULL, NULL, NULL,
								bytes(0xf0, 0, 0, 0, 5, 0x7f, 0xff, 0xff, 0xff, 0xa3))),
				connection("a capability beyond ASCII", Stage.OPEN, Conditions.DECODE_ERROR,
						frame(OPEN, string("peer"), NULL, NULL, NULL, NULL, NULL, NULL, bytes(0xa3, 2, 0xc3, 0xa4))),
				connection("a property whose key is null", Stage.OPEN, Conditions.DECODE_ERROR,
						openWith(bytes(0xc1, 3, 2, 0x40, 0x41))),
				connection("a property whose key is a string", Stage.OPEN, Conditions.DECODE_ERROR,
						openWith(bytes(0xc1, 5, 2, 0xa1, 1, 'k', 0x41))),
				connection("the same property twice", Stage.OPEN, Conditions.DECODE_ERROR,
						openWith(bytes(0xc1, 9, 4, 0xa3, 1, 'k', 0x41, 0xa3, 1, 'k', 0x42))),
				connection("a begin that answers a channel never begun", Stage.BEGIN, Conditions.NOT_ALLOWED,
						frame(BEGIN, bytes(0x60, 0, 77), uint(0), uint(10), uint(10))),
				connection("a begin without a window", Stage.BEGIN, Conditions.DECODE_ERROR,
						frame(BEGIN, CHANNEL_0, uint(0), NULL, uint(10))),
				connection("a begin answered on two channels", Stage.BEGIN, Conditions.ILLEGAL_STATE,
						frame(BEGIN, CHANNEL_0, uint(0), uint(10), uint(10))
							.andThen(raw(1, described(BEGIN, CHANNEL_0, uint(0), uint(10), uint(10)), bytes()))),
				connection("an end before the begin", Stage.BEGIN, Conditions.NOT_ALLOWED, frame(END)),
				session("an attach in our own role", Stage.ATTACH, Conditions.NOT_ALLOWED,
						attach(uint(0), TRUE, NULL, SOURCE, TARGET, NULL)),
				session("an attach twice", Stage.ATTACHED, Conditions.NOT_ALLOWED,
						attach(uint(1), FALSE, NULL, SOURCE, TARGET, NULL)),
				connection("an attach with handle 2³²-1", Stage.ATTACH, Conditions.FRAMING_ERROR,
						attach(uint(-1), FALSE, NULL, SOURCE, TARGET, NULL)),
				connection("a snd-settle-mode of 9", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(uint(0), FALSE, bytes(0x50, 9), SOURCE, TARGET, NULL)),
				connection("an address that is a symbol", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(uint(0), FALSE, NULL, described(0x28, symbol("q")), TARGET, NULL)),
				connection("an unsettled map that is a list", Stage.ATTACH, Conditions.DECODE_ERROR,
						attach(uint(0), FALSE, NULL, SOURCE, TARGET, EMPTY_LIST)),
				session("a flow for handle 2³²-1", Stage.ATTACHED, Conditions.UNATTACHED_HANDLE,
						flow(uint(0), uint(10), uint(-1))),
				link("a flow that counts a thousand messages which never came", Stage.ATTACHED,
						Conditions.INVALID_FIELD, flow(uint(0), uint(10), uint(0), uint(1_000))),
				connection("a flow without next-outgoing-id", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(FLOW, uint(0), uint(10), NULL, uint(10))),
				connection("a transfer that is a map", Stage.ATTACHED, Conditions.DECODE_ERROR,
						body(bytes(0, 0x53, TRANSFER), map("handle", uint(0)))),
				connection("a transfer with twelve fields", Stage.ATTACHED, Conditions.DECODE_ERROR,
						transfer(0, TAG, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)),
				connection("a rcv-settle-mode of 7 on a transfer", Stage.ATTACHED, Conditions.DECODE_ERROR,
						transfer(0, TAG, uint(0), FALSE, FALSE, bytes(0x50, 7))),
				session("a delivery without a tag", Stage.ATTACHED, Conditions.INVALID_FIELD, transfer(0, NULL)),
				link("a tag of 33 bytes", Stage.ATTACHED, Conditions.INVALID_FIELD,
						transfer(0, join(bytes(0xa0, 33), new byte[33]))),
				link("a tag that changes within a delivery", Stage.ATTACHED, Conditions.INVALID_FIELD,
						transfer(0, TAG, uint(0), FALSE, TRUE).andThen(transfer(-1, binary(2)))),
				link("a tag that grows within a delivery", Stage.ATTACHED, Conditions.INVALID_FIELD,
						transfer(0, TAG, uint(0), FALSE, TRUE).andThen(transfer(-1, binary(1, 1)))),
				link("a message-format that changes within a delivery", Stage.ATTACHED, Conditions.INVALID_FIELD,
						transfer(0, TAG, uint(0), FALSE, TRUE).andThen(transfer(-1, NULL, uint(5)))),
				connection("a disposition without a role", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(DISPOSITION, NULL, uint(0))),
				connection("an accepted with a field", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(DISPOSITION, FALSE, uint(0), NULL, TRUE, described(0x24, TRUE))),
				connection("an error without a condition", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(DETACH, uint(0), TRUE, described(0x1d, NULL, string("x")))),
				connection("an error whose condition is a string", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(DETACH, uint(0), TRUE, described(0x1d, string("amqp:internal-error")))),
				connection("an outcome where an error should be", Stage.ATTACHED, Conditions.DECODE_ERROR,
						frame(DETACH, uint(0), TRUE, described(0x24))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wrong")
	void isToldWhatWasWrong(String row, Stage stage, Class<?> answer, Symbol condition, Consumer<ByteBuf> frames)
			throws IOException {
		assertViolation(stage, answer, condition, frames);
	}

	static Stream<Arguments> allowed() {
		return Stream.of(arguments("an idle-time-out of 2³²-1 ms", Stage.OPEN, open(NULL, NULL, uint(-1))),
				arguments("an idle-time-out of 0", Stage.OPEN, open(NULL, NULL, uint(0))),
				arguments("one channel only", Stage.OPEN, open(NULL, CHANNEL_0, NULL)),
				arguments("a max-frame-size of 2³²-1", Stage.OPEN, open(uint(-1), NULL, NULL)),
				arguments("a container-id without a character", Stage.OPEN, frame(OPEN, string(""))),
				arguments("a property that is null", Stage.OPEN, openWith(map("product", NULL))),
				arguments("an open whose descriptor has eight bytes", Stage.OPEN,
						body(wide(OPEN), bytes(0xc0, 4, 1, 0xa1, 1, 'p'))),
				arguments("an open whose descriptor is a symbol", Stage.OPEN,
						body(bytes(0), symbol("amqp:open:list"), bytes(0xc0, 4, 1, 0xa1, 1, 'p'))),
				arguments("one handle only", Stage.BEGIN,
						frame(BEGIN, CHANNEL_0, uint(0), uint(10), uint(10), uint(0))),
				arguments("no target", Stage.ATTACH, attach(uint(0), FALSE, NULL, SOURCE, NULL, NULL)),
				arguments("a coordinator for a target", Stage.ATTACH,
						attach(uint(0), FALSE, NULL, SOURCE, described(0x30), NULL)),
				arguments("an unsettled map that is said to be incomplete", Stage.ATTACH,
						frame(ATTACH, string("link"), uint(0), FALSE, NULL, NULL, SOURCE, TARGET, NULL, TRUE, uint(0))),
				arguments("a delivery-count that begins at 2³²-1, and no maximum size", Stage.ATTACH,
						frame(ATTACH, string("link"), uint(0), FALSE, NULL, NULL, SOURCE, TARGET, NULL, NULL, uint(-1),
								bytes(0x44))),
				arguments("a flow that counts fewer messages than came", Stage.ATTACHED,
						flow(uint(0), uint(10), uint(0), uint(-1_000), uint(0))),
				arguments("a flow without a delivery-count", Stage.ATTACHED, flow(uint(0), uint(10), uint(0))),
				arguments("a flow whose credit and drain are not the sender's to say", Stage.ATTACHED,
						flow(uint(0), uint(10), uint(0), uint(0), uint(99), uint(5), TRUE)),
				arguments("a flow of the session that is ahead of what was sent", Stage.ATTACHED,
						flow(uint(0x7fff_ffff), uint(-1), NULL)),
				arguments("a hundred thousand empty frames", Stage.ATTACHED, emptyFrames(100_000, 0)),
				arguments("an empty frame on a channel that nobody has", Stage.ATTACHED, emptyFrames(1, 999)),
				arguments("a disposition with a state of the sender's making", Stage.ATTACHED,
						frame(DISPOSITION, FALSE, uint(0), NULL, TRUE,
								join(bytes(0), symbol("com.example:odd"), EMPTY_LIST))),
				arguments("a disposition about a delivery that has not come", Stage.ATTACHED,
						frame(DISPOSITION, FALSE, uint(0), NULL, TRUE, described(0x24))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("allowed")
	void whatIsAllowedChangesNothing(String row, Stage stage, Consumer<ByteBuf> frames) throws IOException {
		meet(stage);
		this.peer.write(frames);
		goOnFrom(stage);
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, 0, false, RawPeer.message(LAST)));
		awaitUnharmed();
		assertThat(this.handled).containsExactly(LAST);
	}

	static Stream<Arguments> deliveries() {
		byte[] message = RawPeer.message(LAST);
		return Stream.of(arguments("a tag without a byte", raw(0, transferOf(0, bytes(0xa0, 0)), message)),
				arguments("a delivery that is said to be resumed",
						raw(0, transferOf(0, TAG, uint(0), FALSE, FALSE, NULL, NULL, TRUE), message)),
				arguments("a batchable delivery",
						raw(0, transferOf(0, TAG, uint(0), FALSE, FALSE, NULL, NULL, NULL, NULL, TRUE), message)),
				arguments("rcv-settle-mode second on a link of mode first",
						raw(0, transferOf(0, TAG, uint(0), FALSE, FALSE, bytes(0x50, 1)), message)),
				arguments("a descriptor of eight bytes",
						raw(0, join(wide(TRANSFER), bytes(0xc0, 8, 3, 0x52, 0, 0x52, 0, 0xa0, 1, 1)), message)),
				arguments("a descriptor that is a symbol",
						raw(0, join(bytes(0), symbol("amqp:transfer:list"),
								bytes(0xc0, 8, 3, 0x52, 0, 0x52, 0, 0xa0, 1, 1)), message)),
				arguments("settled on a later part only",
						raw(0, transferOf(0, TAG, uint(0), FALSE, TRUE), part(message, 0, 3)).andThen(
								raw(0, transferOf(-1, NULL, NULL, TRUE, FALSE), part(message, 3, message.length)))),
				arguments("tag and message-format on every part",
						raw(0, transferOf(0, TAG, uint(0), FALSE, TRUE), part(message, 0, 3)).andThen(
								raw(0, transferOf(0, TAG, uint(0), FALSE, FALSE), part(message, 3, message.length)))),
				arguments("settled by the peer while it still comes",
						raw(0, transferOf(0, TAG, uint(0), FALSE, TRUE), part(message, 0, 3))
							.andThen(frame(DISPOSITION, FALSE, uint(0), NULL, TRUE, described(0x24)))
							.andThen(raw(0, transferOf(-1, NULL), part(message, 3, message.length)))),
				arguments("aborted with more to come, and another delivery",
						transfer(0, TAG, uint(0), FALSE, TRUE, NULL, NULL, NULL, TRUE)
							.andThen(raw(0, transferOf(1, TAG), message))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("deliveries")
	void anOddDeliveryIsDeliveredOnce(String row, Consumer<ByteBuf> frames) throws IOException {
		meet(Stage.ATTACHED);
		this.peer.write(frames);
		awaitUnharmed();
		assertThat(this.handled).containsExactly(LAST);
		await().until(() -> this.receiver.status().counters().unsettled() == 0);
	}

	private void goOnFrom(Stage stage) throws IOException {
		switch (stage) {
			case OPEN -> {
				this.peer.await(Performative.Begin.class);
				this.peer.begin(0, 1_000);
				this.peer.attach();
			}
			case BEGIN -> {
				this.peer.await(Performative.Attach.class);
				this.peer.attach();
			}
			case ATTACH -> this.peer.await(Performative.Flow.class);
			case ATTACHED -> {
				// Nothing is left to be exchanged.
			}
		}
	}

	private void awaitUnharmed() {
		await().until(() -> this.handled.contains(LAST));
		assertThat(this.receiver.state()).isEqualTo(ReceiverState.OPEN);
		assertThat(List.of(Level.WARN, Level.ERROR))
			.allSatisfy((level) -> assertThat(this.log.messages(level)).isEmpty());
	}

	private static Consumer<ByteBuf> body(byte[]... parts) {
		return raw(0, join(parts), bytes());
	}

	private static Consumer<ByteBuf> open(byte[] maxFrameSize, byte[] channelMax, byte[] idleTimeOut) {
		return frame(OPEN, string("peer"), NULL, maxFrameSize, channelMax, idleTimeOut);
	}

	private static Consumer<ByteBuf> openWith(byte[] properties) {
		return frame(OPEN, string("peer"), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, properties);
	}

	private static Consumer<ByteBuf> attach(byte[] handle, byte[] role, byte[] sndMode, byte[] source, byte[] target,
			byte[] unsettled) {
		return frame(ATTACH, string("link"), handle, role, sndMode, NULL, source, target, unsettled, NULL, uint(0));
	}

	private static Consumer<ByteBuf> flow(byte[] nextIncomingId, byte[] incomingWindow, byte[]... ofLink) {
		byte[][] fields = new byte[4 + ofLink.length][];
		fields[0] = nextIncomingId;
		fields[1] = incomingWindow;
		fields[2] = uint(0);
		fields[3] = uint(10);
		System.arraycopy(ofLink, 0, fields, 4, ofLink.length);
		return frame(FLOW, fields);
	}

	private static Consumer<ByteBuf> transfer(int id, byte[] tag, byte[]... more) {
		return raw(0, transferOf(id, tag, more), new byte[] { 0 });
	}

	/** The performative of a transfer; an id of -1 stands for none. */
	private static byte[] transferOf(int id, byte[] tag, byte[]... more) {
		byte[][] fields = new byte[3 + more.length][];
		fields[0] = uint(0);
		fields[1] = (id < 0) ? NULL : uint(id);
		fields[2] = tag;
		System.arraycopy(more, 0, fields, 3, more.length);
		return described(TRANSFER, fields);
	}

	private static Consumer<ByteBuf> emptyFrames(int count, int channel) {
		return (buf) -> {
			for (int i = 0; i < count; i++) {
				buf.writeInt(8).writeByte(2).writeByte(0).writeShort(channel);
			}
		};
	}

	/** A descriptor as a ulong of eight bytes. */
	private static byte[] wide(int descriptor) {
		return bytes(0, 0x80, 0, 0, 0, 0, 0, 0, 0, descriptor);
	}

	private static byte[] part(byte[] message, int from, int to) {
		return Arrays.copyOfRange(message, from, to);
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

}
