package io.github.amqpreceiver.internal.frame;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameTraceTests {

	private static final String CANARY = "canary-7f3a";

	private final FrameTrace trace = new FrameTrace();

	private final ByteBuf out = Unpooled.buffer();

	@Test
	void aPerformativeIsShownWithItsFields() {
		FrameWriter.write(this.out, 3,
				new Performative.Attach("link", 1, true, (byte) 0, (byte) 0,
						Terminus.SourceTerminus.of(Source.builder("q").selector("a = 1").build()),
						Terminus.TargetTerminus.of("t", List.of()), -1, 1024, List.of(), List.of(), Map.of()));
		assertThat(line(true)).isEqualTo("-> ch=3 Attach(name='link', handle=1, role=receiver, snd-settle-mode=0, "
				+ "rcv-settle-mode=0, source=Source(address='q', durable=NONE, expiry-policy=SESSION_END, timeout=0, "
				+ "filter={apache.org:selector-filter:string=apache.org:selector-filter:string:'a = 1'}, "
				+ "outcomes=[amqp:accepted:list, amqp:rejected:list, amqp:released:list, amqp:modified:list]), "
				+ "target=Target(address='t', durable=NONE, expiry-policy=SESSION_END, timeout=0), max-message-size=1024)");
	}

	@Test
	void aTransferIsShownWithTheSizeOfItsPayloadOnly() {
		writeTransfer(5, CANARY);
		assertThat(line(true)).isEqualTo("-> ch=0 Transfer(handle=2, delivery-id=5, settled=true, payload=11 bytes)");
		this.trace.frame(true, this.out, 0, this.out.writerIndex());
		assertThat(this.trace.recent()).containsExactly(line(true));
	}

	@Test
	void aTransferThatWasDecodedAnywayIsShownTheSameWay() {
		writeTransfer(5, CANARY);
		TransferFrame transfer = new TransferFrame(Limits.DEFAULT);
		transfer.decode(this.out, 8, this.out.writerIndex());
		this.trace.transfer(0, transfer);
		assertThat(this.trace.recent()).containsExactly(line(false));
	}

	@Test
	void dispositionsAreShownWithTheirOutcome() {
		FrameWriter.writeDisposition(this.out, 0, true, 1, 5, true, Outcome.accepted());
		assertThat(line(true))
			.isEqualTo("-> ch=0 Disposition(role=receiver, first=1, last=5, settled=true, state=accepted)");
		this.out.clear();
		FrameWriter.writeDisposition(this.out, 0, true, 1, 1, true, Outcome.failed());
		assertThat(line(true)).endsWith("state=modified, delivery-failed=true)");
	}

	@Test
	void nothingThatSaslMechanismsSayIsShown() {
		FrameWriter.writeSaslInit(this.out, Symbol.valueOf("PLAIN"), ("\0user\0" + CANARY).getBytes(), "host");
		assertThat(line(true)).isEqualTo("-> SaslInit(mechanism=PLAIN, initial-response=17 bytes, hostname='host')");
		this.trace.frame(true, this.out, 0, this.out.writerIndex());
		this.out.clear();
		FrameWriter.writeSaslResponse(this.out, CANARY.getBytes());
		assertThat(line(true)).isEqualTo("-> SaslResponse(response=11 bytes)");
		this.trace.frame(true, this.out, 0, this.out.writerIndex());
		assertThat(this.trace.recent()).hasSize(2).noneMatch((line) -> line.contains(CANARY));
	}

	@Test
	void whatLooksLikeASecretIsMasked() {
		FrameWriter.write(this.out, 0, new Performative.Open("c", null, 512, 1, 0, List.of(), List.of(),
				Map.of(Symbol.valueOf("authToken"), CANARY)));
		assertThat(line(true)).doesNotContain(CANARY).contains("authToken=******");
	}

	@Test
	void textOfThePeerIsEscapedAndCut() {
		String forged = "\r\n2026-01-01 ERROR forged\u001b[31m\u2028";
		FrameWriter.write(this.out, 0, new Performative.Close(
				new ErrorCondition(Symbol.valueOf("x:y"), forged + "z".repeat(60_000), Map.of())));
		assertThat(line(false)).startsWith("<- ch=0 Close(error=x:y '\\u000d\\u000a2026").hasSizeLessThan(2_000);
		this.trace.frame(false, this.out, 0, this.out.writerIndex());
		assertThat(this.trace.recent().get(0)).isEqualTo(line(false));
		assertThat(line(false).chars()).noneMatch(Character::isISOControl);
	}

	@Test
	void manyPropertiesAreCut() {
		Map<Symbol, Object> properties = new java.util.LinkedHashMap<>();
		for (int i = 0; i < 5_000; i++) {
			properties.put(Symbol.valueOf("p" + i), List.of(i, "v".repeat(40), Map.of("k", new byte[3])));
		}
		FrameWriter.write(this.out, 0, new Performative.Open("c", null, 512, 1, 0, List.of(), List.of(), properties));
		assertThat(line(true)).hasSizeLessThan(4_000);
	}

	@Test
	void aBrokenFrameIsALineToo() {
		this.out.writeBytes(new byte[] { 0, 0, 0, 10, 2, 0, 0, 0, 0x40, 0x40 });
		assertThat(line(false)).startsWith("<- ch=0 frame body of 2 bytes that cannot be decoded: described expected");
		this.trace.frame(false, this.out, 0, 10);
		this.trace.frame(false, this.out, 0, 5);
		this.out.setByte(4, 200);
		this.trace.frame(false, this.out, 0, 10);
		this.out.setByte(4, 2).setByte(5, 7);
		this.trace.frame(false, this.out, 0, 10);
		assertThat(this.trace.recent()).containsExactly(
				"<- ch=0 frame body of 2 bytes that cannot be decoded: described expected, found null (0x40), at offset 0",
				"<- frame of 5 bytes with a broken header", "<- frame of 10 bytes with a broken header",
				"<- frame of type 7 and 10 bytes");
	}

	@Test
	void protocolHeadersAreKept() {
		this.trace.protocolHeader(true, FrameHeader.SASL);
		this.trace.protocolHeader(false, 0x485454502f312e31L);
		assertThat(this.trace.recent()).containsExactly("-> Header(protocol-id=3, version=1.0.0)",
				"<- bytes 485454502f312e31 instead of a protocol header");
	}

	@Test
	void theLastFramesAreKeptInTheirOrder() {
		for (int i = 0; i < 1_000; i++) {
			this.out.clear();
			writeTransfer(i, "x");
			this.trace.frame(true, this.out, 0, this.out.writerIndex());
		}
		List<String> recent = this.trace.recent();
		assertThat(recent).hasSize(FrameTrace.KEPT);
		assertThat(recent.get(0)).contains("delivery-id=936,");
		assertThat(recent.get(63)).contains("delivery-id=999,");
	}

	@Test
	void heartbeatsDoNotWashOutTheRest() {
		FrameWriter.write(this.out, 0, new Performative.End(null));
		this.trace.frame(true, this.out, 0, this.out.writerIndex());
		this.out.clear();
		FrameWriter.writeEmpty(this.out);
		for (int i = 0; i < 500; i++) {
			this.trace.frame(true, this.out, 0, 8);
			this.trace.frame(false, this.out, 0, 8);
		}
		assertThat(this.trace.recent()).containsExactly("-> ch=0 End()", "-> ch=0 Empty() x500",
				"<- ch=0 Empty() x500");
	}

	@Test
	void framesOfAllKindsAreShownAsIfTheyWereNotKept() {
		FrameTrace all = new FrameTrace();
		for (int seed = 0; seed < 2_000; seed++) {
			this.out.clear();
			FrameWriter.write(this.out, 1, new RandomFrames(seed).performative());
			all.frame(true, this.out, 0, this.out.writerIndex());
			assertThat(all.recent().get(Math.min(seed, FrameTrace.KEPT - 1))).isEqualTo(line(true));
			assertThat(line(true)).doesNotContain("cannot be decoded");
		}
	}

	private void writeTransfer(long id, String payload) {
		ByteBuf bytes = Unpooled.wrappedBuffer(payload.getBytes());
		FrameWriter.writeTransfer(this.out, 0, 2, id, new byte[] { 1 }, 0, true, false, bytes, 0, bytes.writerIndex());
	}

	private String line(boolean outgoing) {
		return FrameTrace.line(outgoing, this.out, 0, this.out.writerIndex());
	}

}
