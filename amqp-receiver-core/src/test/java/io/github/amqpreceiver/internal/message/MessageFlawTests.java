package io.github.amqpreceiver.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong with a message is found before anybody touches it. */
class MessageFlawTests {

	private static final String BODY = "005377a10161";

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			textBlock = """
					B-59 ttl is a string              | 005370 c0 06 03 40 40 a1 01 61     | header
					B-59 ttl is a ulong               | 005370 c0 05 03 40 40 53 01        | header
					B-59 priority is a ushort         | 005370 c0 05 02 40 60 00 04        | header
					B-59 priority is a uint           | 005370 c0 04 02 40 52 04           | header
					B-59 delivery-count is a long     | 005370 c0 07 05 40 40 40 40 55 01  | header
					B-59 durable is 2                 | 005370 c0 03 01 56 02              | header
					B-59 a sixth field                | 005370 c0 07 06 40 40 40 40 40 40  | header
					B-59 a header that is a map       | 005370 c1 01 00                    | header
					B-60 message-id is a list         | 005373 c0 02 01 45                 | properties
					B-60 message-id is a map          | 005373 c0 04 01 c1 01 00           | properties
					B-60 subject is a symbol          | 005373 c0 07 04 40 40 40 a3 01 61  | properties
					B-60 a string longer than the list| 005373 c0 05 01 a1 09 61 61        | properties
					B-62 a key that is a symbol       | 005374 c1 06 02 a3 01 61 52 01     | application-properties
					B-62 a key that is null           | 005374 c1 03 02 40 41              | application-properties
					B-62 a key without a value        | 005374 c1 04 01 a1 01 61           | application-properties
					B-62 a bomb for a value           | 005374 d1 00000011 00000002 a1 01 61 f0 00000005 7fffffff 41 | application-properties
					B-63 a key that is a ulong        | 005372 c1 04 02 53 01 41           | message-annotations
					B-63 a key that is a string       | 005371 c1 05 02 a1 01 61 41        | delivery-annotations
					B-63 a bomb in a list             | 005372 d1 0000001a 00000002 a3 01 61 d0 0000000e 00000001 f0 00000005 7fffffff 41 | message-annotations
					""")
	void aBadSectionBeforeTheBodyIsFound(String row, String section, String name) {
		ErrorCondition flaw = message(section.replace(" ", "") + BODY).flaw();
		assertThat(flaw).isNotNull();
		assertThat(flaw.condition()).isEqualTo(Conditions.DECODE_ERROR);
		assertThat(flaw.description()).contains("bad inside. Its " + name + " section cannot be decoded: ");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			textBlock = """
					B-56 two kinds of body                 | 005377 41 005375 a0 00        | comes behind
					B-56 two values                        | 005377 41 005377 41           | comes twice
					B-56 data that is a string             | 005375 a1 01 61               | data section
					B-56 a sequence that is no list        | 005376 41                     | amqp-sequence section
					B-58 an unknown section                | 00537f 41                     | not the descriptor of a section
					B-58 no descriptor at all              | 41                            | no sections that can be told apart
					a section cut off                      | 005377 a1 05 61               | amqp-value section
					a value of an unknown type             | 005377 3f                     | amqp-value section
					B-64 a bomb                            | 005377 f0 00000005 7fffffff 41| amqp-value section
					a char that is a surrogate             | 005377 73 0000d800            | amqp-value section
					a descriptor that is null              | 005377 00 40 41               | amqp-value section
					a list that claims more than its bytes | 005377 c0 02 09 41            | amqp-value section
					a map with a list for a key            | 005377 c1 03 02 45 41         | amqp-value section
					bytes behind a list                    | 005377 c0 03 01 41 41         | amqp-value section
					a footer with a bomb                   | 005377 41 005378 d1 00000011 00000002 a3 01 61 f0 00000005 7fffffff 41 | footer section
					""")
	void aBadBodyIsFound(String row, String message, String sentence) {
		ErrorCondition flaw = message(message.replace(" ", "")).flaw();
		assertThat(flaw).isNotNull();
		assertThat(flaw.description()).contains(sentence);
	}

	@Test
	void nestingIsBoundedWithoutATouch() {
		assertThat(message("005377" + "c0ff01".repeat(40) + "45").flaw()).isNotNull();
		ByteBuf deep = Unpooled.buffer().writeByte(0x45);
		for (int depth = 0; depth < 40; depth++) {
			ByteBuf outer = Unpooled.buffer().writeByte(0xd0).writeInt(4 + deep.readableBytes()).writeInt(1);
			deep = outer.writeBytes(deep);
		}
		assertThat(message("005377" + ByteBufUtil.hexDump(deep)).flaw()).isNotNull()
			.extracting(ErrorCondition::description)
			.asString()
			.contains("nested deeper than 32 levels");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "005375a000", "005370 45 005375a000",
			"005370 c0 08 05 41 50 09 52 64 42 43 005375a000", "005370 c0 06 03 56 01 50 04 43 005377 41",
			"005370 d0 00000005 00000001 41 005377 40", "00 80 0000000000000070 45 005377 41",
			"00 a3 10 616d71703a6865616465723a6c697374 45 005377 41", "005373 c0 0a 01 80 0000000000000001 005377 41",
			"005375 a000 005375 a000", "005376 45 005376 c0 02 01 41", "005377 c1 05 02 52 01 52 02",
			"005377 e0 02 02 41", "005377 f0 00000008 00000002 00 53 01 41", "005377 73 00000041",
			"005377 41 005378 c1 01 00", "005372 c1 04 02 a3 00 45 005377 41" })
	void anUnusualFormIsNoFlaw(String message) {
		assertThat(message(message.replace(" ", "")).flaw()).isNull();
	}

	@Test
	void aMessageWithALargeBodyIsLookedOverToo() {
		byte[] good = LazyMessageTests
			.encode(OutgoingMessage.data(new byte[1_000]).durable(true).messageId("m").build());
		assertThat(copy(good).flaw()).isNull();
		byte[] bad = LazyMessageTests.encode(OutgoingMessage.data(new byte[1_000]).build());
		ByteBuf behindAHeader = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("005370c003015602"), bad);
		LazyMessage message = copy(ByteBufUtil.getBytes(behindAHeader));
		assertThat(message.bodyBytes()).hasSize(1_000);
		assertThat(message.flaw()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "005377 41, false", "005370 45 005377 41, false", "005370 c0 03 01 41 005377 41, false",
			"005370 c0 06 05 41 40 40 40 43 005377 41, false", "005370 c0 07 05 41 40 40 40 52 02 005377 41, true",
			"005370 d0 0000000a 00000005 41 40 40 40 52 01 005377 41, true",
			"00 80 0000000000000070 c0 07 05 40 40 40 40 52 01 005377 41, true", "005375 a0 00, false" })
	void earlierDeliveriesAreCountedWhereTheHeaderCountsThem(String message, boolean before) {
		LazyMessage received = message(message.replace(" ", ""));
		assertThat(received.deliveredBefore()).isEqualTo(before);
	}

	@Test
	void whatTheEncoderWritesHasNoFlaw() {
		for (OutgoingMessage.Builder builder : List.of(OutgoingMessage.data(new byte[10]), OutgoingMessage.text("t"),
				OutgoingMessage.value(Map.of("k", List.of(1, new Described(Symbol.valueOf("d"), 5)))),
				OutgoingMessage.body(new MessageBody.Sequence(List.of(List.of("a"), List.of()))))) {
			LazyMessage message = LazyMessageTests.decode(builder.durable(true)
				.messageId(new UUID(1, 2))
				.correlationId(new byte[] { 1 })
				.contentType("text/plain")
				.applicationProperty("k", 1.5)
				.messageAnnotation(Symbol.valueOf("x-opt-a"), List.of(1))
				.build());
			assertThat(message.flaw()).isNull();
			assertThat(message.body()).isNotSameAs(MessageBody.Empty.INSTANCE);
		}
	}

	private static LazyMessage copy(byte[] encoded) {
		ByteBuf buf = Unpooled.buffer().writeByte(7).writeBytes(encoded);
		return MessageCopy.of(buf, 0, 1, 1, encoded.length, 0, decoding());
	}

	private static LazyMessage message(String hex) {
		return new LazyMessage(ByteBufUtil.decodeHexDump(hex), 0, 0, decoding());
	}

	private static Decoding decoding() {
		return new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT);
	}

}
