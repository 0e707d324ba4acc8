package io.github.amqpreceiver.internal.frame;

import java.util.Map;
import java.util.stream.Stream;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.apache.qpid.protonj2.types.Binary;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.apache.qpid.protonj2.types.transactions.Coordinator;
import org.apache.qpid.protonj2.types.transport.Attach;
import org.apache.qpid.protonj2.types.transport.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PerformativeDecoderTests {

	private final PerformativeDecoder decoder = new PerformativeDecoder(Limits.DEFAULT);

	@ParameterizedTest
	@ValueSource(strings = { "005314", "00800000000000000014", "00a312616d71703a7472616e736665723a6c697374" })
	void aDescriptorIsReadByCodeOfEveryWidthAndByName(String hex) {
		ByteBuf body = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
		assertThat(PerformativeDecoder.descriptor(body, 0, body.readableBytes())).isEqualTo(Descriptors.TRANSFER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "0053", "40", "5314c0", "00a10161" })
	void aBodyWithoutADescriptorIsRefused(String hex) {
		ByteBuf body = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> PerformativeDecoder.descriptor(body, 0, body.readableBytes()));
	}

	@Test
	void absentFieldsHaveTheDefaultsOfTheSpecification() {
		Performative.Open open = (Performative.Open) decode("005310c00401a10163");
		assertThat(open.maxFrameSize()).isEqualTo(0xffff_ffffL);
		assertThat(open.channelMax()).isEqualTo(65_535);
		assertThat(open.idleTimeOut()).isZero();
		assertThat(open.properties()).isEmpty();
		Performative.Attach attach = (Performative.Attach) decode("005312c00603a1016e4341");
		assertThat(attach.sndSettleMode()).isEqualTo(Performative.Attach.SENDER_MIXED);
		assertThat(attach.rcvSettleMode()).isEqualTo(Performative.Attach.RECEIVER_FIRST);
		assertThat(attach.source()).isNull();
		assertThat(attach.target()).isNull();
		assertThat(attach.initialDeliveryCount()).isEqualTo(-1);
		assertThat(attach.maxMessageSize()).isZero();
		Performative.Begin begin = (Performative.Begin) decode("005311c00504" + "40" + "434343");
		assertThat(begin.remoteChannel()).isEqualTo(-1);
		assertThat(begin.handleMax()).isEqualTo(0xffff_ffffL);
	}

	@ParameterizedTest
	@CsvSource({ "container-id, 00531045", "container-id, 005310c0020140", "next-outgoing-id, 00531145",
			"incoming-window, 005311c003024043", "outgoing-window, 005311c00403404343", "name, 00531245",
			"handle, 005312c00401a1016e", "role, 005312c00502a1016e43", "incoming-window, 00531345",
			"next-outgoing-id, 005313c003024043", "outgoing-window, 005313c00403404343", "handle, 00531645",
			"condition, 005317c0050100531d45" })
	void aMissingMandatoryFieldIsNamed(String field, String hex) {
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex)).withMessageContaining(field);
	}

	@ParameterizedTest
	@MethodSource
	void whatIsNotExactlyAPerformativeIsAnError(String hex, String reason) {
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex)).withMessageContaining(reason);
	}

	static Stream<Arguments> whatIsNotExactlyAPerformativeIsAnError() {
		String c = "a10163";
		String n = "40";
		String map = "c10502a1016141";
		return Stream.of(arguments("", "no bytes"), arguments("40", "described expected"),
				arguments("a10161", "described expected"), arguments("45", "described expected"),
				arguments("0053", "1 bytes where 0"), arguments("005310", "no bytes"),
				arguments("00531040", "list expected"), arguments("005310a10163", "list expected"),
				arguments(list("24"), "0x24 is not"), arguments(list("70"), "0x70 is not"),
				arguments(list("41"), "0x41 is not"), arguments(list("ff"), "0xff is not"),
				arguments(list("14", "43"), "0x14 is not"), arguments(list("15", "41", "43"), "0x15 is not"),
				arguments("00a3036162" + "6345", "is not that of a performative"),
				arguments(list("10", c) + "00", "followed by 1 bytes"), arguments(list("18") + "45", "followed by 1"),
				arguments(list("17", n, n), "1 fields more"), arguments(list("10", "a30163"), "string expected"),
				arguments(list("10", "a00163"), "string expected"),
				arguments(list("11", "60ffff", "41", "43", "43"), "uint expected"),
				arguments(list("11", "43", "43", "43", "43"), "ushort expected"),
				arguments(list("12", c, "43", "41", "5003"), "settle mode is 3"),
				arguments(list("12", c, "43", "41", "5000", "5002"), "settle mode is 2"),
				arguments(list("12", c, "43", "41", n, n, "00532945"), "not that of a source"),
				arguments(list("12", c, "43", "41", n, n, n, "00532845"), "not that of a target"),
				arguments(list("12", c, "43", "41", n, n, n, n, "45"), "map expected"),
				arguments(list("12", c, "43", "41", n, n, list("28", "a30163")), "string expected"),
				arguments(list("12", c, "43", "41", n, n, list("28", n, n, n, n, n, n, n, "c10702a3016b" + "a10176")),
						"filter has no descriptor"),
				arguments(list("10", c, n, n, n, "5301"), "uint expected"),
				arguments(list("10", c, n, n, "5201"), "ushort expected"),
				arguments(list("10", c, n, n, n, n, n, n, n, n, c), "map expected"),
				arguments(list("10", c, n, n, n, n, n, n, n, n, map), "map key is string"),
				arguments(list("10", c, n, n, n, n, n, n, n, n, "c1030141" + "41"), "odd"),
				arguments(list("10", c, n, n, n, n, n, n, n, n, "c10904a3016141a3016142"), "two equal keys"),
				arguments(list("10", c, n, n, n, n, n, n, "e00201" + "a1"), "1 elements"),
				arguments(list("10", c, n, n, n, n, n, n, "a10161"), "symbol"),
				arguments(list("18", "00532445"), "not that of an error"));
	}

	/** A described list whose size and count are right. */
	private static String list(String descriptor, String... fields) {
		String content = String.join("", fields);
		return "0053" + descriptor
				+ ((fields.length == 0) ? "45" : "c0%02x%02x".formatted(content.length() / 2 + 1, fields.length))
				+ content;
	}

	@Test
	void theDescriptorIsReadInEachOfItsEncodings() {
		assertThat(descriptor("00531045")).isEqualTo(Descriptors.OPEN);
		assertThat(descriptor("0080000000000000001045")).isEqualTo(Descriptors.OPEN);
		assertThat(descriptor("00a30f" + ByteBufUtil.hexDump("amqp:open:list".getBytes()).concat("45"))).isEqualTo(-1);
		assertThat(descriptor("00a30e" + ByteBufUtil.hexDump("amqp:open:list".getBytes()).concat("45")))
			.isEqualTo(Descriptors.OPEN);
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> descriptor("40"));
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> descriptor(""));
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> descriptor("0053"));
	}

	@Test
	void theMapOfUnsettledDeliveriesIsSkippedWhateverIsInIt() {
		Attach attach = new Attach().setName("n").setHandle(1).setRole(Role.SENDER).setInitialDeliveryCount(7);
		attach.setUnsettled(Map.of(new Binary(new byte[] { 1 }), Accepted.getInstance()));
		attach.setIncompleteUnsettled(true);
		Performative.Attach read = (Performative.Attach) decode(ByteBufUtil.hexDump(ProtonCodec.encode(attach)));
		assertThat(read.initialDeliveryCount()).isEqualTo(7);
	}

	@Test
	void aSizeWithoutLimitOrBeyondOursReadsAsTheLargest() {
		Performative.Attach read = (Performative.Attach) decode(
				"005312c0160b" + "a1016e4341" + "40".repeat(7) + "80ffffffffffffffff");
		assertThat(read.maxMessageSize()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void aCoordinatorReadsAsNoTarget() {
		Attach attach = new Attach().setName("n").setHandle(1).setRole(Role.RECEIVER).setTarget(new Coordinator());
		Performative.Attach read = (Performative.Attach) decode(ByteBufUtil.hexDump(ProtonCodec.encode(attach)));
		assertThat(read.target()).isNull();
	}

	@Test
	void wordsOfTheBrokersOwnInATerminusAreNoError() {
		String source = "005328" + "c00f07" + "40" + "5209" + "a3036f6464" + "4040" + "40" + "a30178";
		Performative.Attach read = (Performative.Attach) decode("005312" + "c01c06" + "a1016e4341" + "4040" + source);
		assertThat(read.source().durability()).isNull();
		assertThat(read.source().expiryPolicy()).isNull();
		assertThat(read.source().distributionMode()).isNull();
		assertThat(read.source().address()).isNull();
	}

	@Test
	void anEmptySourceHasTheDefaults() {
		Attach attach = new Attach().setName("n").setHandle(1).setRole(Role.SENDER).setSource(new Source());
		Performative.Attach read = (Performative.Attach) decode(ByteBufUtil.hexDump(ProtonCodec.encode(attach)));
		assertThat(read.source().durability()).isEqualTo(TerminusDurability.NONE);
		assertThat(read.source().expiryPolicy()).isEqualTo(TerminusExpiryPolicy.SESSION_END);
		assertThat(read.source().outcomes()).isEmpty();
		assertThat(read.source().defaultOutcome()).isNull();
	}

	@Test
	void keysWithoutAValueAreLeftOut() {
		Performative.Open open = (Performative.Open) decode("005310c0170aa101634040404040404040c10904a3016140a3016241");
		assertThat(open.properties()).isEqualTo(Map.of(Symbol.valueOf("b"), true));
	}

	@Test
	void aDispositionWithAStateThatIsNoOutcomeIsRead() {
		DispositionFrame frame = new DispositionFrame(Limits.DEFAULT);
		decode(frame, "005315c00d05" + "414340" + "41" + "005323c003024343");
		assertThat(frame.stateCode()).isEqualTo(Descriptors.RECEIVED);
		assertThat(frame.outcome()).isNull();
		decode(frame, "005315c00c05" + "414340" + "41" + "0053ee" + "a1024343");
		assertThat(frame.stateCode()).isEqualTo(0xee);
		assertThat(frame.outcome()).isNull();
		decode(frame, "005315c00905" + "414340" + "41" + "00532445");
		assertThat(frame.outcome()).isSameAs(Outcome.accepted());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00531545", "005315c0020141", "005315c003024143" + "00", "005315c003024043",
			"005315c007054143404140" + "00", "005315c009064143404140" + "4040", "005315c00505414340" + "4124",
			"005314c003024143" })
	void whatIsNotExactlyADispositionIsAnError(String hex) {
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> decode(new DispositionFrame(Limits.DEFAULT), hex));
	}

	private Performative decode(String hex) {
		ByteBuf buf = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
		return this.decoder.decode(buf, 0, buf.writerIndex());
	}

	private static void decode(DispositionFrame frame, String hex) {
		ByteBuf buf = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
		frame.decode(buf, 0, buf.writerIndex());
	}

	private static long descriptor(String hex) {
		ByteBuf buf = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
		return PerformativeDecoder.descriptor(buf, 0, buf.writerIndex());
	}

}
