package io.github.amqpreceiver.internal.codec;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.amqpreceiver.type.CodePoint;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AmqpWriterTests {

	@Test
	void whatIsWrittenByTypeIsWhatIsWrittenAsObject() {
		ByteBuf buffer = Unpooled.buffer();
		AmqpWriter writer = new AmqpWriter(buffer);
		writer.writeNull();
		writer.writeBoolean(true);
		writer.writeUnsignedByte(255);
		writer.writeUnsignedShort(65535);
		writer.writeUnsignedInt(0);
		writer.writeUnsignedInt(255);
		writer.writeUnsignedInt(0xffffffffL);
		writer.writeUnsignedLong(0);
		writer.writeUnsignedLong(255);
		writer.writeUnsignedLong(-1);
		writer.writeTimestamp(-1);
		writer.writeBinary(new byte[] { 1, 2 });
		writer.writeString("\u00e4\ud83d\ude00");
		writer.writeSymbol(Symbol.valueOf("s"));
		AmqpReader reader = Bytes.reader(ByteBufUtil.getBytes(buffer));
		AmqpWriter again = new AmqpWriter(Unpooled.buffer());
		while (reader.remaining() > 0) {
			again.writeObject(reader.readObject());
		}
		assertThat(again.buffer()).isEqualTo(buffer);
	}

	@Test
	void listsAndMapsAreEndedInTheSmallestEncodingInEveryKindOfBuffer() {
		for (ByteBuf buffer : List.of(Unpooled.buffer(), PooledByteBufAllocator.DEFAULT.heapBuffer(),
				PooledByteBufAllocator.DEFAULT.directBuffer())) {
			AmqpWriter writer = new AmqpWriter(buffer);
			int map = writer.beginMap();
			writer.writeString("k");
			int list = writer.beginList();
			writer.writeBoolean(true);
			writer.endList(list, 1);
			writer.writeString("empty");
			writer.endList(writer.beginList(), 0);
			writer.endMap(map, 2);
			assertThat(ByteBufUtil.hexDump(buffer))
				.isEqualTo("c11004" + "a1016b" + "c0020141" + "a105656d707479" + "45");
			buffer.release();
		}
	}

	@Test
	void otherJavaTypesOfTheSameMeaningAreWrittenToo() {
		assertThat(Bytes.decode(Bytes.encode('a'))).isEqualTo(new CodePoint('a'));
		assertThat(Bytes.decode(Bytes.encode(new StringBuilder("text")))).isEqualTo("text");
		assertThat(Bytes.decode(Bytes.encode(Set.of(1)))).isEqualTo(List.of(1));
		assertThat(Bytes.decode(Bytes.encode(new Date(7)))).isEqualTo(Instant.ofEpochMilli(7));
		assertThat(Bytes.decode(Bytes.encode(new Object[] { 'a', new CodePoint('b') })))
			.isEqualTo(new CodePoint[] { new CodePoint('a'), new CodePoint('b') });
	}

	@Test
	void aValueWithoutAnEncodingIsRefusedAndNothingOfItIsWritten() {
		ByteBuf buffer = Unpooled.buffer().writeByte(0x41);
		AmqpWriter writer = new AmqpWriter(buffer);
		for (Object value : new Object[] { new Object(), Thread.State.NEW, new int[] { 1 }, new BigInteger("1"),
				"half \ud83d", "\ude00", "\ud83d\ud83d", '\ud800', Instant.MAX, new Object[] { 1, "a" },
				new Object[] { 1, null }, new Described[0],
				new Described[] { new Described("a", 1), new Described("b", 1) },
				new Object[] { new Described("a", 1), 1 }, Map.of("a", new Object()) }) {
			assertThatExceptionOfType(EncodeException.class)
				.isThrownBy(() -> writer.writeObject(Arrays.asList(List.of(1), value)));
			assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo("41");
		}
		writer.writeObject(Bytes.decode(NestingTests.Kind.LIST.nested(32)));
	}

}
