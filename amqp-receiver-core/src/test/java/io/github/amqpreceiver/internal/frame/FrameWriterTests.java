package io.github.amqpreceiver.internal.frame;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.codec.EncodeException;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bytes of frames, as they go over the wire.
 */
class FrameWriterTests {

	@Test
	void aProtocolHeaderNamesTheLayerAndTheVersion() {
		assertThat(hex((out) -> FrameWriter.writeProtocolHeader(out, false))).isEqualTo("414d515000010000");
		assertThat(hex((out) -> FrameWriter.writeProtocolHeader(out, true))).isEqualTo("414d515003010000");
	}

	@Test
	void anEmptyFrameIsAHeaderOnly() {
		assertThat(hex(FrameWriter::writeEmpty)).isEqualTo("0000000802000000");
	}

	@Test
	void aFlowOfALinkLeavesOutWhatIsAbsentAtItsEnd() {
		assertThat(hex((out) -> FrameWriter.writeFlow(out, 1, 0, 2048, 1, 0xffff_ffffL, 0, 7, 300, -1, false, false)))
			.isEqualTo("00000023" + "02000001" + "005313" + "c01607" //
					+ "43" + "7000000800" + "5201" + "70ffffffff" + "43" + "5207" + "700000012c");
	}

	@Test
	void aFlowOfASessionHasFourFields() {
		assertThat(hex((out) -> FrameWriter.writeFlow(out, 0, -1, 1, 2, 3, -1, -1, -1, -1, false, false)))
			.isEqualTo("00000015" + "02000000" + "005313" + "c00804" + "40" + "5201" + "5202" + "5203");
	}

	@Test
	void aFlowThatDrainsAndAsksForAnEchoHasAllFields() {
		assertThat(hex((out) -> FrameWriter.writeFlow(out, 0, 1, 1, 1, 1, 1, 1, 0, -1, true, true))).isEqualTo(
				"0000001e" + "02000000" + "005313" + "c0110a" + "520152015201520152015201" + "43" + "40" + "41" + "41");
	}

	@Test
	void anAcceptedDispositionOfOneDeliveryTakesTwentyThreeBytes() {
		assertThat(hex((out) -> FrameWriter.writeDisposition(out, 0, true, 5, 5, true, Outcome.accepted())))
			.isEqualTo("00000017" + "02000000" + "005315" + "c00a05" + "41" + "5205" + "40" + "41" + "00532445");
	}

	@Test
	void aDispositionOfARangeNamesItsEnd() {
		assertThat(hex((out) -> FrameWriter.writeDisposition(out, 2, true, 0xffff_fff0L, 9, false, Outcome.released())))
			.isEqualTo(
					"0000001b" + "02000002" + "005315" + "c00e05" + "41" + "70fffffff0" + "5209" + "42" + "00532645");
	}

	@Test
	void outcomesWithoutDetailsAreAFewBytes() {
		assertThat(state(Outcome.rejected())).isEqualTo("00532545");
		assertThat(state(Outcome.failed())).isEqualTo("005327c0020141");
		assertThat(state(Outcome.failedUndeliverableHere())).isEqualTo("005327c003024141");
		assertThat(state(Outcome.modified(false, true, Map.of()))).isEqualTo("005327c003024241");
	}

	private static String state(Outcome outcome) {
		return hex((out) -> FrameWriter.writeDisposition(out, 0, true, 0, 0, true, outcome)).substring(36);
	}

	@Test
	void aDispositionWithoutAStateLeavesOutItsEnd() {
		assertThat(hex((out) -> FrameWriter.writeDisposition(out, 0, true, 0, 0, true, null)))
			.endsWith("c00504" + "41" + "43" + "40" + "41");
		assertThat(hex((out) -> FrameWriter.writeDisposition(out, 0, false, 0, 1, false, null)))
			.endsWith("c00503" + "42" + "43" + "5201");
	}

	@Test
	void aRejectionOfAnySizeIsWritten() {
		String description = "x".repeat(1_000);
		String hex = hex((out) -> FrameWriter.writeDisposition(out, 0, true, 0, 0, true,
				Outcome.rejected(new ErrorCondition(Symbol.valueOf("amqp:decode-error"), description))));
		assertThat(hex).contains("00531d").contains("78".repeat(1_000));
	}

	@Test
	void aTransferOfAWholeMessageHasTagAndFormat() {
		ByteBuf payload = Unpooled.wrappedBuffer(new byte[] { 1, 2, 3, 4 });
		assertThat(
				hex((out) -> FrameWriter.writeTransfer(out, 0, 0, 1, new byte[] { 7 }, 0, false, false, payload, 1, 2)))
			.isEqualTo("00000017" + "02000000" + "005314" + "c00804" + "43" + "5201" + "a00107" + "43" + "0203");
	}

	@Test
	void aTransferThatContinuesHasOnlyWhatItNeeds() {
		ByteBuf payload = Unpooled.wrappedBuffer(new byte[] { 1 });
		assertThat(hex((out) -> FrameWriter.writeTransfer(out, 0, 3, -1, new byte[0], 0, false, false, payload, 0, 1)))
			.isEqualTo("00000011" + "02000000" + "005314" + "c00301" + "5203" + "01");
		assertThat(hex((out) -> FrameWriter.writeTransfer(out, 0, 3, -1, new byte[0], 0, true, true, payload, 0, 1)))
			.isEqualTo("00000016" + "02000000" + "005314" + "c00806" + "5203" + "404040" + "4141" + "01");
	}

	@Test
	void saslFramesHaveTheirOwnType() {
		assertThat(hex((out) -> FrameWriter.writeSaslInit(out, Symbol.valueOf("EXTERNAL"), new byte[0], "h")))
			.isEqualTo("0000001d" + "02010000" + "005341" + "c01003" + "a30845585445524e414c" + "a000" + "a10168");
		assertThat(hex((out) -> FrameWriter.writeSaslResponse(out, new byte[] { 5 })))
			.isEqualTo("00000011" + "02010000" + "005343" + "c00401" + "a00105");
	}

	@Test
	void theSourceOfTheOptionsIsWritten() {
		Terminus.SourceTerminus source = Terminus.SourceTerminus.of(Source.of("q"));
		String hex = hex((out) -> FrameWriter.write(out, 0, new Performative.Attach("n", 0, true, (byte) 0, (byte) 0,
				source, null, -1, 0, List.of(), List.of(), Map.of())));
		assertThat(hex).contains("a10171").contains(ByteBufUtil.hexDump("amqp:accepted:list".getBytes()));
	}

	@Test
	void aFrameThatCannotBeEncodedLeavesNoByteBehind() {
		ByteBuf out = Unpooled.buffer().writeByte(1);
		Performative open = new Performative.Open("c", null, 1, 1, 0, List.of(), List.of(),
				Map.of(Symbol.valueOf("x"), new Object()));
		assertThatExceptionOfType(EncodeException.class).isThrownBy(() -> FrameWriter.write(out, 0, open));
		assertThat(out.writerIndex()).isEqualTo(1);
		Outcome outcome = Outcome.modified(true, true, Map.of(Symbol.valueOf("x"), new Object()));
		assertThatExceptionOfType(EncodeException.class)
			.isThrownBy(() -> FrameWriter.writeDisposition(out, 0, true, 0, 0, true, outcome));
		assertThat(out.writerIndex()).isEqualTo(1);
	}

	@Test
	void aFrameMayBeginAnywhereInTheBuffer() {
		ByteBuf out = Unpooled.buffer();
		FrameWriter.writeEmpty(out);
		FrameWriter.writeDisposition(out, 0, true, 1, 1, true, Outcome.accepted());
		FrameWriter.write(out, 0, new Performative.End(null));
		assertThat(ByteBufUtil.hexDump(out, 31, out.writerIndex() - 31))
			.isEqualTo("0000000c" + "02000000" + "00531745");
	}

	private static String hex(Consumer<ByteBuf> writer) {
		ByteBuf out = Unpooled.buffer();
		writer.accept(out);
		return ByteBufUtil.hexDump(out);
	}

}
