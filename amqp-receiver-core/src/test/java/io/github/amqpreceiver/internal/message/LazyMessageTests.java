package io.github.amqpreceiver.internal.message;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.CodePoint;
import io.github.amqpreceiver.type.Decimal64;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class LazyMessageTests {

	@Test
	void sectionsThatAreAbsentHaveDefaults() {
		LazyMessage message = message("005375a00100");
		assertThat(message.header()).isSameAs(MessageHeader.ABSENT);
		assertThat(message.properties()).isSameAs(MessageProperties.ABSENT);
		assertThat(message.deliveryAnnotations()).isEmpty();
		assertThat(message.messageAnnotations()).isEmpty();
		assertThat(message.applicationProperties()).isEmpty();
		assertThat(message.applicationProperty("x")).isNull();
		assertThat(message.footer()).isEmpty();
		assertThat(message.size()).isEqualTo(6);
		assertThat(message.encoded()).containsExactly(0, 0x53, 0x75, 0xa0, 1, 0);
		assertThat(message.messageFormat()).isZero();
	}

	@Test
	void fieldsThatAreAbsentHaveTheDefaultsOfTheSpecification() {
		assertThat(message("00537045").header()).isEqualTo(new MessageHeader(false, 4, null, false, 0));
		assertThat(message("00537345").properties()).isEqualTo(MessageProperties.ABSENT);
	}

	@Test
	void whatIsDecodedOnceIsKept() {
		LazyMessage message = decode(OutgoingMessage.data(new byte[] { 1 })
			.durable(true)
			.messageId("id")
			.messageAnnotation(Symbol.valueOf("x-opt-a"), 1)
			.applicationProperty("a", 1)
			.build());
		assertThat(message.header()).isSameAs(message.header());
		assertThat(message.properties()).isSameAs(message.properties());
		assertThat(message.messageAnnotations()).isSameAs(message.messageAnnotations());
		assertThat(message.applicationProperties()).isSameAs(message.applicationProperties());
		assertThat(message.body()).isSameAs(message.body());
	}

	@Test
	void aMessageMayLieBehindOtherBytesInItsArray() {
		byte[] encoded = encode(OutgoingMessage.text("hello").messageId("m").applicationProperty("k", "v").build());
		byte[] array = new byte[encoded.length + 5];
		System.arraycopy(encoded, 0, array, 5, encoded.length);
		LazyMessage message = new LazyMessage(array, 5, 0xffff_ffffL,
				new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
		assertThat(message.bodyText()).isEqualTo("hello");
		assertThat(message.properties().messageId()).isEqualTo("m");
		assertThat(message.applicationProperty("k")).isEqualTo("v");
		assertThat(message.encoded()).isEqualTo(encoded);
		assertThat(message.messageFormat()).isEqualTo(0xffff_ffffL);
		assertThat(message).hasToString("Message of %d bytes".formatted(encoded.length));
	}

	@Test
	void aDataSectionThatIsNotSmallIsCopiedIntoAnArrayOfItsOwn() {
		byte[] body = new byte[300];
		body[0] = 1;
		body[299] = 2;
		byte[] encoded = encode(OutgoingMessage.data(body).messageId("m").applicationProperty("k", "v").build());
		ByteBuf buf = Unpooled.buffer().writeMedium(0x0a0b0c).writeBytes(encoded).writeByte(9);
		LazyMessage message = copy(buf, encoded.length);
		assertThat(message.bodyBytes()).isEqualTo(body).isSameAs(message.bodyBytes());
		assertThat(((MessageBody.Data) message.body()).bytes()).isSameAs(message.bodyBytes());
		assertThat(message.bodyBuffer()).isEqualTo(java.nio.ByteBuffer.wrap(body));
		assertThat(message.bodyText()).isEqualTo(new String(body, StandardCharsets.UTF_8));
		assertThat(message.properties().messageId()).isEqualTo("m");
		assertThat(message.applicationProperty("k")).isEqualTo("v");
		assertThat(message.encoded()).isEqualTo(encoded);
		assertThat(message.size()).isEqualTo(encoded.length);
		assertThat(message.heldBytes()).isEqualTo(3 + encoded.length);
		assertThat(message.prefix()).containsExactly(0x0a, 0x0b, 0x0c);
	}

	@Test
	void aCopiedMessageOfAnyOtherFormIsWholeInOneArray() {
		for (OutgoingMessage other : List.of(OutgoingMessage.data(new byte[100]).build(),
				OutgoingMessage.text("x".repeat(300)).build(),
				OutgoingMessage.body(new MessageBody.Data(List.of(new byte[300], new byte[300]))).build(),
				OutgoingMessage.body(new MessageBody.Sequence(List.of(List.of("y".repeat(300))))).build())) {
			byte[] encoded = encode(other);
			LazyMessage message = copy(Unpooled.buffer().writeMedium(0x0a0b0c).writeBytes(encoded), encoded.length);
			assertThat(message.encoded()).isEqualTo(encoded);
			assertThat(message.body()).usingRecursiveComparison().isEqualTo(decode(other).body());
			assertThat(message.heldBytes()).isEqualTo(3 + encoded.length);
		}
	}

	@Test
	void whatLiesBetweenTheTagAndTheMessageGoesWithThemIfItIsLittle() {
		byte[] encoded = encode(OutgoingMessage.data(new byte[300]).messageId("m").build());
		for (int gap : new int[] { 0, 3, 124, 125, 1_000 }) {
			for (ByteBuf buf : List.of(Unpooled.buffer(), Unpooled.directBuffer())) {
				buf.writeByte(9).writeMedium(0x0a0b0c).writeZero(gap).writeBytes(encoded).writeByte(9);
				int inFront = MessageCopy.inFront(1, 3, 4 + gap);
				LazyMessage message = MessageCopy.of(buf, 1, 3, 4 + gap, encoded.length, 7,
						new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
				assertThat(inFront).isEqualTo((gap <= 124) ? 3 + gap : 3);
				assertThat(message.prefix()).containsExactly(0x0a, 0x0b, 0x0c);
				assertThat(message.encoded()).isEqualTo(encoded);
				assertThat(message.properties().messageId()).isEqualTo("m");
				assertThat(message.heldBytes()).isEqualTo(inFront + encoded.length);
				assertThat(message.size()).isEqualTo(encoded.length);
				assertThat(message.messageFormat()).isEqualTo(7);
				buf.release();
			}
		}
	}

	private static LazyMessage copy(ByteBuf buf, int length) {
		return MessageCopy.of(buf, 0, 3, 3, length, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
	}

	@Test
	void onePropertyIsFoundWithoutTheMap() {
		LazyMessage message = decode(OutgoingMessage.data(new byte[0])
			.applicationProperty("a", 1)
			.applicationProperty("b", null)
			.applicationProperty("\u00e9\ud83d\ude00", UnsignedInteger.valueOf(7))
			.applicationProperty("n".repeat(300), "long")
			.build());
		assertThat(message.applicationProperty("a")).isEqualTo(1);
		assertThat(message.applicationProperty("b")).isNull();
		assertThat(message.applicationProperty("\u00e9\ud83d\ude00")).isEqualTo(UnsignedInteger.valueOf(7));
		assertThat(message.applicationProperty("n".repeat(300))).isEqualTo("long");
		assertThat(message.applicationProperty("")).isNull();
		assertThat(message.applicationProperty("aa")).isNull();
		assertThat(message.applicationProperties()).containsOnlyKeys("a", "b", "\u00e9\ud83d\ude00", "n".repeat(300));
		assertThat(message.applicationProperty("a")).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "text/plain|UTF-8", "text/plain; charset=iso-8859-1|ISO-8859-1",
			"text/plain;CHARSET=\"UTF-16BE\"|UTF-16BE", "text/plain; format=flowed; charset = x|UTF-8",
			"application/json; charset=us-ascii; x=y|US-ASCII", "; charset=UTF-16LE|UTF-16LE", ";;|UTF-8", "|UTF-8" })
	void theContentTypeNamesTheCharset(String contentType, String charset) {
		byte[] text = "gr\u00fc\u00df".getBytes(Charset.forName(charset));
		LazyMessage message = decode(OutgoingMessage.data(text).contentType(contentType).build());
		assertThat(message.bodyText()).isEqualTo(new String(text, Charset.forName(charset)));
	}

	@Test
	void theReceiversCharsetIsTheDefault() {
		byte[] encoded = encode(OutgoingMessage.data(new byte[] { (byte) 0xe9 }).build());
		LazyMessage message = new LazyMessage(encoded, 0, 0, new Decoding(StandardCharsets.ISO_8859_1, Limits.DEFAULT));
		assertThat(message.bodyText()).isEqualTo("\u00e9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "utf-99", "", "!!", "sun.misc\u0007Evil" })
	void aCharsetThatNobodyKnowsMakesTheTextUndecodable(String charset) {
		LazyMessage message = decode(
				OutgoingMessage.data(new byte[1]).contentType("text/plain; charset=" + charset).build());
		assertThatExceptionOfType(MessageDecodeException.class).isThrownBy(message::bodyText)
			.withMessageContaining("does not know")
			.withMessageNotContaining("\u0007");
		assertThat(message.bodyBytes()).hasSize(1);
	}

	@Test
	void bodiesHaveTextAndBytesWhereThatMakesSense() {
		assertThat(decode(OutgoingMessage.text("t\u00e9").build()).bodyBytes()).isEqualTo("t\u00e9".getBytes());
		assertThat(decode(OutgoingMessage.value("t".getBytes()).build()).bodyText()).isEqualTo("t");
		assertThat(decode(OutgoingMessage.value("t".getBytes()).build()).bodyBytes()).containsExactly('t');
		assertThat(decode(OutgoingMessage.value(null).build()).bodyText()).isEmpty();
		assertThat(decode(OutgoingMessage.value(null).build()).bodyBytes()).isEmpty();
		assertThat(decode(OutgoingMessage.body(MessageBody.Empty.INSTANCE).build()).bodyText()).isEmpty();
		assertThat(decode(OutgoingMessage.body(MessageBody.Empty.INSTANCE).build()).bodyBytes()).isEmpty();
		assertThat(text(42)).isEqualTo("42");
		assertThat(text(Symbol.valueOf("s"))).isEqualTo("s");
		assertThat(text(true)).isEqualTo("true");
		assertThat(text(new UUID(1, 2))).isEqualTo(new UUID(1, 2).toString());
		assertThat(text(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
		assertThat(text(new CodePoint(0x1f600))).isEqualTo("\ud83d\ude00");
		assertThat(text(Decimal64.valueOf(new BigDecimal("1.50")))).isEqualTo("1.50");
		assertThat(text(new Decimal64(0x7800000000000000L))).contains("Decimal64");
	}

	private static String text(Object value) {
		return decode(OutgoingMessage.value(value).build()).bodyText();
	}

	@Test
	void bodiesOfOtherKindsAreNoText() {
		assertThatIllegalStateException().isThrownBy(() -> text(Map.of("a", 1))).withMessageContaining("a map");
		assertThatIllegalStateException().isThrownBy(() -> text(List.of(1))).withMessageContaining("a list");
		assertThatIllegalStateException().isThrownBy(() -> text(new Described(Symbol.valueOf("d"), 1)))
			.withMessageContaining("a described value");
		assertThatIllegalStateException().isThrownBy(() -> decode(OutgoingMessage.value(1).build()).bodyBytes())
			.withMessageContaining("a number");
		assertThatIllegalStateException().isThrownBy(
				() -> decode(OutgoingMessage.body(new MessageBody.Sequence(List.of(List.of(1)))).build()).bodyText());
	}

	@Test
	void severalDataSectionsAreJoined() {
		LazyMessage message = message("005375a00101" + "005375a000" + "005375b0000000020203");
		assertThat(((MessageBody.Data) message.body()).sections()).hasSize(3);
		assertThat(message.bodyBytes()).containsExactly(1, 2, 3);
	}

	@Test
	void aBodyMayBeLookedAtWithoutACopy() {
		for (int size : new int[] { 0, 1, 255, 256, 70_000 }) {
			byte[] bytes = new byte[size];
			java.util.Arrays.fill(bytes, (byte) size);
			LazyMessage message = decode(OutgoingMessage.data(bytes).messageId("m").build());
			assertThat(message.bodyBuffer().compareTo(ByteBuffer.wrap(bytes))).isZero();
			assertThat(message.bodyBytes()).isEqualTo(bytes);
			assertThat(message.bodyBuffer()).isEqualTo(ByteBuffer.wrap(bytes)).matches(ByteBuffer::isReadOnly);
		}
		assertThat(message("005375a00101" + "005375a00102").bodyBuffer())
			.isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2 }));
		assertThat(message("0080" + "0000000000000075" + "b00000000107").bodyBuffer())
			.isEqualTo(ByteBuffer.wrap(new byte[] { 7 }));
	}

	@Test
	void aBodyMayBeReadAsAStream() throws IOException {
		for (int size : new int[] { 0, 1, 255, 256, 70_000 }) {
			byte[] bytes = new byte[size];
			java.util.Arrays.fill(bytes, (byte) size);
			LazyMessage message = decode(OutgoingMessage.data(bytes).messageId("m").build());
			assertThat(message.bodyStream().readAllBytes()).isEqualTo(bytes);
			assertThat(message.bodyStream().readAllBytes()).as("from the beginning again").isEqualTo(bytes);
		}
		assertThat(message("005375a00101" + "005375a000" + "005375a0020203").bodyStream().readAllBytes())
			.containsExactly(1, 2, 3);
		assertThat(message("005377a10178").bodyStream().readAllBytes()).containsExactly('x');
		assertThatIllegalStateException().isThrownBy(() -> message("00537741").bodyStream());
	}

	@Test
	void severalSequencesAreKeptApart() {
		LazyMessage message = message("005376c0030241" + "42" + "00537645");
		assertThat(message.body()).isEqualTo(new MessageBody.Sequence(List.of(List.of(true, false), List.of())));
	}

	@Test
	void annotationsWithoutAValueAreLeftOut() {
		assertThat(message("005372c10902".replace("c10902", "c10904") + "a3016140" + "a3016241").messageAnnotations())
			.isEqualTo(Map.of(Symbol.valueOf("b"), true));
	}

	@Test
	void b56AnEmptyPayloadHasAnEmptyBody() {
		assertThat(message("").body()).isSameAs(MessageBody.Empty.INSTANCE);
		assertThat(message("00537045").body()).isSameAs(MessageBody.Empty.INSTANCE);
	}

	@ParameterizedTest
	@CsvSource({
			// two kinds of body; a body behind the footer; a value twice; the wrong
			// order; twice the same
			"005375a000 00537740, amqp-value comes behind data", "00537740 005375a000, data comes behind amqp-value",
			"00537645 005375a000, data comes behind amqp-sequence", "00537740 00537740, amqp-value comes twice",
			"005378c10100 005375a000, data comes behind footer", "005378c10100 005378c10100, footer comes twice",
			"00537345 00537045, header comes behind properties", "00537045 00537045, header comes twice",
			"005374c10100 005372c10100, message-annotations comes behind application-properties" })
	void b56SectionsInTheWrongOrderOrNumberAreRefused(String hex, String reason) {
		assertThat(failure(() -> message(hex.replace(" ", "")).body())).contains("no sections that can be told apart",
				reason, "at offset");
	}

	@Test
	void b56AMillionDataSectionsCostNoMoreThanTheirBytes() {
		byte[] section = { 0, 0x53, 0x75, (byte) 0xa0, 0 };
		byte[] bytes = new byte[5_000_000];
		for (int i = 0; i < bytes.length; i += 5) {
			System.arraycopy(section, 0, bytes, i, 5);
		}
		LazyMessage message = new LazyMessage(bytes, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
		long began = System.nanoTime();
		assertThat(message.bodyBytes()).isEmpty();
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@CsvSource({ "00536f45, 0x6f is not the descriptor of a section", "00537945, 0x79 is not",
			"0080ffffffffffffff7545, 0xffffffffffffff75 is not", "00a30a616d71703a646174613a a000, is not",
			"00531045, 0x10 is not", "005375a001, binary claims", "40, described expected", "00, no bytes remain",
			"005375c0, binary expected", "005377, no bytes remain", "a000, described expected" })
	void b58WhatIsNoSectionIsRefused(String hex, String reason) {
		assertThat(failure(() -> message(hex.replace(" ", "")).body())).contains(reason);
	}

	@Test
	void b58SymbolicDescriptorsCountWhenTheyAreExact() {
		assertThat(message(symbolic("amqp:data:binary") + "a00107").bodyBytes()).containsExactly(7);
		assertThat(message("0080" + "0000000000000075" + "a00107").bodyBytes()).containsExactly(7);
		for (String name : List.of("amqp:data:binaryx", "amqp:data:", "AMQP:DATA:BINARY", "amqp:data:binary ", "")) {
			assertThat(failure(() -> message(symbolic(name) + "a00107").body())).contains("is not the descriptor");
		}
	}

	private static String symbolic(String name) {
		return "00a3%02x".formatted(name.length()) + ByteBufUtil.hexDump(name.getBytes());
	}

	@ParameterizedTest
	@MethodSource
	void b59AHeaderOutOfItsTypesIsRefused(String value, String reason) {
		LazyMessage message = message("005370" + value);
		assertThat(failure(message::header)).contains("message of", reason);
	}

	static Stream<Arguments> b59AHeaderOutOfItsTypesIsRefused() {
		return Stream.of(arguments("40", "list expected"), arguments("a10161", "list expected"),
				arguments("c10100", "list expected"), arguments(list("5201"), "boolean expected"),
				arguments(list("40", "5204"), "ubyte expected"), arguments(list("40", "54ff"), "ubyte expected"),
				arguments(list("40", "40", "8000000000ffffffff"), "uint expected"),
				arguments(list("40", "40", "5001"), "uint expected"), arguments(list("40", "40", "71ffffffff"), "uint"),
				arguments(list("40", "40", "40", "43"), "boolean expected"),
				arguments(list("40", "40", "40", "40", "54ff"), "uint expected"),
				arguments(list("40", "40", "40", "40", "40", "40"), "1 fields more"),
				arguments("c0ff0141", "list claims"), arguments("d0ffffffff00000001", "list claims"),
				arguments("c0030141" + "41", "more than it has content"));
	}

	/** A list whose size and count are right. */
	private static String list(String... elements) {
		String content = String.join("", elements);
		return "c0%02x%02x".formatted(content.length() / 2 + 1, elements.length) + content;
	}

	@Test
	void b59TheHeadersNumbersHaveTheirWholeRange() {
		assertThat(message("005370c00f05" + "41" + "50ff" + "70ffffffff" + "41" + "70ffffffff").header())
			.isEqualTo(new MessageHeader(true, 255, Duration.ofMillis(0xffff_ffffL), true, 0xffff_ffffL));
	}

	@Test
	void aSectionThatNobodyAsksForMayBeBroken() {
		LazyMessage message = message("005370c0020141" + "005373c003025201" + "005375a00107");
		assertThat(message.bodyBytes()).containsExactly(7);
		assertThat(failure(message::properties)).contains("The properties section of a message of",
				"cannot be decoded: ", "at offset");
		assertThat(failure(message::properties)).contains("cannot be decoded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "45", "c10100", "e0020141", "41", "5007", "54ff", "a30161", "00532445" })
	void b60AMessageIdOfAnotherTypeIsRefused(String id) {
		assertThat(failure(message("005373" + list(id))::properties))
			.contains("none of string, ulong, uuid and binary");
		assertThat(failure(message("005373" + list("40", "40", "40", "40", "40", id))::properties))
			.contains("none of string, ulong, uuid and binary");
	}

	@Test
	void b60LargeAndOddPropertiesAreKept() {
		String subject = "s".repeat(1_000_000);
		LazyMessage message = decode(OutgoingMessage.data(new byte[] { 0x1f, (byte) 0x8b, 8 })
			.properties(new MessageProperties(null, null, null, subject, null, null, "application/json", "gzip", null,
					null, null, null, null))
			.build());
		assertThat(message.properties().subject()).isEqualTo(subject);
		assertThat(message.properties().contentEncoding()).isEqualTo("gzip");
		assertThat(message.bodyBytes()).containsExactly(0x1f, 0x8b, 8);
	}

	@Test
	void b60AContentTypeThatIsNotAsciiIsRefused() {
		assertThat(failure(message("005373" + list("40", "40", "40", "40", "40", "40", "a30361c3a9"))::properties))
			.contains("not ASCII");
	}

	@Test
	void b61ASerializedObjectIsBytes() {
		byte[] serialized = ByteBufUtil.decodeHexDump("aced0005737200");
		LazyMessage message = decode(
				OutgoingMessage.data(serialized).contentType("application/x-java-serialized-object").build());
		assertThat(message.bodyBytes()).isEqualTo(serialized);
	}

	@ParameterizedTest
	@MethodSource
	void b62BrokenApplicationPropertiesAreRefused(String map, String reason) {
		LazyMessage message = message("005374" + map);
		assertThat(failure(message::applicationProperties)).contains("application-properties section", reason);
	}

	static Stream<Arguments> b62BrokenApplicationPropertiesAreRefused() {
		return Stream.of(arguments(map("43", "41"), "map key is uint"),
				arguments(map("a30161", "41"), "map key is symbol"), arguments(map("40", "41"), "map key is null"),
				arguments(map("a00161", "41"), "map key is binary"), arguments(map("a101ff", "41"), "not UTF-8"),
				arguments(map("a10161", "f0000000057fffffff41"), "array claims"),
				arguments(map("a10161", "41", "a10161", "42"), "two equal keys"), arguments(map("a10161"), "odd"),
				arguments("d1000000090000000441a101" + "6141", "map"));
	}

	@Test
	void b62AKeyThatIsNoStringIsRefusedByTheScanToo() {
		assertThat(failure(() -> message("005374" + map("a30161", "41")).applicationProperty("a")))
			.contains("is no string");
		assertThat(failure(() -> message("005374" + map("a10161")).applicationProperty("a"))).contains("odd");
	}

	/** A map whose size and count are right. */
	private static String map(String... keysAndValues) {
		String content = String.join("", keysAndValues);
		return "c1%02x%02x".formatted(content.length() / 2 + 1, keysAndValues.length) + content;
	}

	@Test
	void b62ANestedValueIsKept() {
		LazyMessage message = decode(
				OutgoingMessage.data(new byte[0]).applicationProperty("m", Map.of("k", List.of(1))).build());
		assertThat(message.applicationProperties()).isEqualTo(Map.of("m", Map.of("k", List.of(1))));
		assertThat(message.applicationProperty("m")).isEqualTo(Map.of("k", List.of(1)));
	}

	@Test
	void b62MorePropertiesThanTheLimitAreRefused() {
		OutgoingMessage.Builder builder = OutgoingMessage.data(new byte[0]);
		for (int i = 0; i < 1_000; i++) {
			builder.applicationProperty("p" + i, i);
		}
		LazyMessage atLimit = decode(builder.build());
		assertThat(atLimit.applicationProperty("p999")).isEqualTo(999);
		assertThat(atLimit.applicationProperties()).hasSize(1_000);
		LazyMessage overLimit = decode(builder.applicationProperty("more", 1).build());
		assertThat(failure(() -> overLimit.applicationProperty("p1"))).contains("1001 entries, more than the 1000");
		assertThat(failure(overLimit::applicationProperties)).contains("1001 entries, more than the 1000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "71", "72", "78" })
	void b63AnnotationsHaveSymbolsAsKeysAndNoBombs(String section) {
		Map<String, String> broken = Map.of(map("5301", "41"), "map key is ulong", map("a10161", "41"),
				"map key is string", map("a30161", "f0000000057fffffff41"), "array claims", map("a30161", "3f"),
				"unknown format code", map("a30161", "d0000000047fffffff"), "list claims");
		broken.forEach((map, reason) -> {
			LazyMessage message = message("0053" + section + map);
			assertThat(failure(() -> {
				message.deliveryAnnotations();
				message.messageAnnotations();
				message.footer();
			})).contains("section of a message", reason);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "f0000000057fffffff41", "f0000000050bebc20045", "d0000000047fffffff", "d1000000047ffffffe",
			"f00000000ce0ffffff01e0020141", "a1ff41", "b1ffffffff", "7300110000", "730000d800", "a102c080",
			"a103eda080", "a30180", "3f", "5602" })
	void b64ABodyThatIsABombIsRefusedAtOnce(String value) {
		LazyMessage message = message("005377" + value);
		long began = System.nanoTime();
		assertThat(failure(message::body)).contains("offset");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
	}

	@Test
	void b64DeepBodiesAreRefused() {
		assertThat(message("005377" + nested(32)).body()).isInstanceOf(MessageBody.Value.class);
		assertThat(failure(message("005377" + nested(33))::body)).contains("nested deeper than 32");
		assertThat(failure(message("005377" + "00".repeat(60_000) + "40")::body)).contains("nested deeper");
	}

	/** Lists in lists. */
	private static String nested(int depth) {
		String value = "45";
		for (int i = 1; i < depth; i++) {
			value = "d0%08x00000001%s".formatted(value.length() / 2 + 4, value);
		}
		return value;
	}

	@Test
	void manySmallArraysInOneBodyAddUp() {
		String array = "f0" + "00000005" + "00000200" + "41";
		String three = array + array + array;
		assertThat(failure(message("005377" + "d0%08x00000003%s".formatted(three.length() / 2 + 4, three))::body))
			.contains("without bytes");
		assertThat(failure(
				message(("005376" + "d0%08x00000001%s".formatted(array.length() / 2 + 4, array)).repeat(3))::body))
			.contains("without bytes");
	}

	@Test
	void severalThreadsSeeTheSame() throws Exception {
		for (int round = 0; round < 200; round++) {
			LazyMessage message = decode(
					OutgoingMessage.text("body").messageId("id").applicationProperty("k", 1).build());
			List<Thread> threads = new java.util.ArrayList<>();
			java.util.Queue<Object> seen = new java.util.concurrent.ConcurrentLinkedQueue<>();
			for (int i = 0; i < 4; i++) {
				Thread thread = new Thread(() -> seen
					.add(List.of(message.bodyText(), message.properties(), message.applicationProperties())));
				threads.add(thread);
				thread.start();
			}
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(seen).hasSize(4).allMatch(seen.peek()::equals);
		}
	}

	private static String failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
		MessageDecodeException failure = catchThrowableOfType(MessageDecodeException.class, call);
		assertThat(failure).isNotNull();
		assertThat(failure.condition().condition()).isEqualTo(Conditions.DECODE_ERROR);
		assertThat(failure.condition().description()).isEqualTo(failure.getMessage());
		return failure.getMessage();
	}

	private static LazyMessage message(String hex) {
		byte[] bytes = ByteBufUtil.decodeHexDump(hex);
		return new LazyMessage(bytes, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
	}

	static LazyMessage decode(OutgoingMessage message) {
		byte[] bytes = encode(message);
		return new LazyMessage(bytes, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
	}

	static byte[] encode(OutgoingMessage message) {
		ByteBuf out = Unpooled.buffer();
		MessageEncoder.encode(message, out);
		return ByteBufUtil.getBytes(out);
	}

}
