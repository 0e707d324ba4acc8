package io.github.amqpreceiver.internal.message;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PropertySearchTests {

	private static final int MAX = 3;

	@Test
	void valuesWithoutStructureAreFoundAndWhatIsNotThereIsAbsent() {
		List<Object> values = List.of("text", true, (byte) 1, (short) 2, 3, 1_000, 4L, 1L << 40, 1.5f, 2.5,
				new UUID(1, 2), Symbol.valueOf("s"), "");
		for (Object value : values) {
			byte[] map = map(OutgoingMessage.data(new byte[1])
				.applicationProperty("before", value)
				.applicationProperty("kéy", value)
				.build());
			int found = PropertySearch.find(map, 0, map.length, "kéy", MAX);
			assertThat(found).as(value.toString()).isPositive();
			assertThat(reader(map, found).readObject()).isEqualTo(value);
			assertThat(PropertySearch.find(map, 0, map.length, "k", MAX)).isEqualTo(PropertySearch.ABSENT);
		}
	}

	@Test
	void tooManyPropertiesStructureAndLongTextAreLeftToTheGeneralReader() {
		assertThat(find("c1 09 08 a10161 40 a10162 40")).isEqualTo(PropertySearch.UNSURE);
		assertThat(find("c1 05 02 a10161 45")).isEqualTo(PropertySearch.UNSURE);
		assertThat(find("c1 0a 02 a10161 b100000001 78")).isEqualTo(PropertySearch.UNSURE);
		assertThat(find("c1 05 02 a30161 40")).isEqualTo(PropertySearch.UNSURE);
		assertThat(find("d1 00000008 00000002 a10161 40")).isEqualTo(12);
		assertThat(find("c1 06 02 a10161 40 40")).as("found before what is too much").isEqualTo(6);
		assertThat(find("c1 06 02 a10162 40 40")).isEqualTo(PropertySearch.UNSURE);
	}

	@Test
	void whateverTheBytesAreItSaysWhatTheGeneralReaderSays() {
		Random random = new Random(11);
		byte[] whole = map(OutgoingMessage.data(new byte[1])
			.applicationProperty("x", 1)
			.applicationProperty("a", "text")
			.applicationProperty("y", 2L)
			.build());
		for (int run = 0; run < 200_000; run++) {
			byte[] bytes = whole.clone();
			for (int changes = random.nextInt(4); changes > 0; changes--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			int length = bytes.length - random.nextInt(3);
			int found = PropertySearch.find(bytes, 0, length, "a", MAX);
			if (found != PropertySearch.UNSURE) {
				Object quick = (found != PropertySearch.ABSENT) ? value(bytes, found, length) : null;
				assertThat(quick).as(ByteBufUtil.hexDump(bytes)).isEqualTo(general(bytes, length));
			}
		}
	}

	private static @Nullable Object value(byte[] bytes, int at, int length) {
		try {
			return new AmqpReader(CodecLimits.of(Limits.DEFAULT)).reset(bytes, at, length).readObject();
		}
		catch (DecodeException ex) {
			return MessageDecodeException.class;
		}
	}

	private static @Nullable Object general(byte[] bytes, int length) {
		try {
			AmqpReader reader = new AmqpReader(CodecLimits.of(Limits.DEFAULT)).reset(bytes, 0, length);
			return PropertyScan.find(reader, bytes, "a", MAX);
		}
		catch (DecodeException ex) {
			return MessageDecodeException.class;
		}
	}

	private static AmqpReader reader(byte[] bytes, int at) {
		return new AmqpReader(CodecLimits.of(Limits.DEFAULT)).reset(bytes, at, bytes.length);
	}

	private static int find(String hex) {
		byte[] bytes = ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
		return PropertySearch.find(bytes, 0, bytes.length, "a", MAX);
	}

	/** The encoded map of the application properties. */
	private static byte[] map(OutgoingMessage message) {
		ByteBuf buf = Unpooled.buffer();
		MessageEncoder.encode(message, buf);
		byte[] encoded = ByteBufUtil.getBytes(buf);
		int at = SectionScan.before(encoded, 0, SectionScan.body(encoded, 0, encoded.length), 0x74);
		return Arrays.copyOfRange(encoded, at, SectionScan.body(encoded, 0, encoded.length) - 3);
	}

}
