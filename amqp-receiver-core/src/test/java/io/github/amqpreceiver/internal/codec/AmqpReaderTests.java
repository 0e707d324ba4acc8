package io.github.amqpreceiver.internal.codec;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AmqpReaderTests {

	@ParameterizedTest
	@CsvSource({ "43, 0", "5200, 0", "52ff, 255", "7000000007, 7", "70ffffffff, 4294967295" })
	void readsUnsignedIntsOfEveryWidth(String hex, long value) {
		assertThat(Bytes.reader(hex).readUnsignedInt()).isEqualTo(value);
		assertThat(Bytes.readerOfDirect(Bytes.hex(hex)).readUnsignedInt()).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "44, 0", "53ff, 255", "800000000000000007, 7", "80ffffffffffffffff, -1" })
	void readsUnsignedLongsOfEveryWidth(String hex, long bits) {
		assertThat(Bytes.reader(hex).readUnsignedLong()).isEqualTo(bits);
		assertThat(Bytes.readerOfDirect(Bytes.hex(hex)).readUnsignedLong()).isEqualTo(bits);
	}

	@ParameterizedTest
	@CsvSource({ "41, true", "42, false", "5601, true", "5600, false" })
	void readsBooleansOfEveryWidth(String hex, boolean value) {
		assertThat(Bytes.reader(hex).readBoolean()).isEqualTo(value);
	}

	@Test
	void readsOneValueAfterTheOther() {
		AmqpReader reader = Bytes
			.reader("50ff" + "60fffe" + "83fffffffffffffffe" + "a0020102" + "b10000000161" + "a30162" + "40");
		assertThat(reader.readUnsignedByte()).isEqualTo(255);
		assertThat(reader.readUnsignedShort()).isEqualTo(65534);
		assertThat(reader.readTimestamp()).isEqualTo(-2);
		assertThat(reader.skipNull()).isFalse();
		assertThat(reader.readBinary()).containsExactly(1, 2);
		assertThat(reader.readString()).isEqualTo("a");
		assertThat(reader.readSymbol()).isEqualTo(Symbol.valueOf("b"));
		assertThat(reader.skipNull()).isTrue();
		assertThat(reader.remaining()).isZero();
		assertThat(reader.skipNull()).isFalse();
	}

	@Test
	void aValueOfAnotherTypeIsRefused() {
		List<Function<AmqpReader, Object>> reads = List.of(AmqpReader::readBoolean, AmqpReader::readUnsignedByte,
				AmqpReader::readUnsignedShort, AmqpReader::readUnsignedInt, AmqpReader::readUnsignedLong,
				AmqpReader::readTimestamp, AmqpReader::readBinaryHeader, AmqpReader::readString, AmqpReader::readSymbol,
				AmqpReader::enterList, AmqpReader::enterMap, AmqpReader::readDescriptorCode,
				(reader) -> reader.readMap(Symbol.class, 1));
		for (Function<AmqpReader, Object> read : reads) {
			// null, int, and a type of which nothing is left
			for (String hex : new String[] { "40", "5401", "" }) {
				assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> read.apply(Bytes.reader(hex)));
			}
		}
	}

	@Test
	void aBinaryIsFoundWithoutACopy() {
		AmqpReader reader = Bytes.reader("a0020102" + "41");
		assertThat(reader.readBinaryHeader()).isEqualTo(2);
		assertThat(reader.index()).isEqualTo(2);
		reader.advance(2);
		assertThat(reader.readBoolean()).isTrue();
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Bytes.reader("a0").advance(2));
	}

	@Test
	void aListIsReadElementByElement() {
		AmqpReader reader = Bytes.reader("c00602" + "c0020141" + "42" + "43");
		int outerEnd = reader.end();
		assertThat(reader.enterList()).isEqualTo(2);
		assertThat(reader.end()).isEqualTo(8);
		int listEnd = reader.end();
		assertThat(reader.enterList()).isEqualTo(1);
		assertThat(reader.readBoolean()).isTrue();
		reader.leave(listEnd);
		assertThat(reader.readBoolean()).isFalse();
		reader.leave(outerEnd);
		assertThat(reader.readUnsignedInt()).isZero();
	}

	@Test
	void aListCannotBeLeftBeforeItsEndNorReadBeyondIt() {
		AmqpReader early = Bytes.reader("c0030241" + "42");
		early.enterList();
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> early.leave(5));
		AmqpReader late = Bytes.reader("c0020141" + "42");
		late.enterList();
		late.readBoolean();
		assertThatExceptionOfType(DecodeException.class).isThrownBy(late::readBoolean);
	}

	@Test
	void oneEntryOfAMapIsFoundWithoutTheOthers() {
		AmqpReader reader = Bytes.reader(Bytes.encode(Map.of("only", 7)));
		assertThat(reader.enterMap()).isOne();
		assertThat(reader.readString()).isEqualTo("only");
		reader.skip();
		reader.leave(reader.end());
	}

	@Test
	void aMapHasKeysOfTheWantedTypeAndNoMoreEntriesThanAllowed() {
		byte[] symbols = Bytes.encode(Map.of(Symbol.valueOf("a"), 1, Symbol.valueOf("b"), 2));
		assertThat(Bytes.reader(symbols).readMap(Symbol.class, 2)).containsOnlyKeys(Symbol.valueOf("a"),
				Symbol.valueOf("b"));
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.reader(symbols).readMap(Symbol.class, 1))
			.withMessage("map has 2 entries, more than the 1 allowed, at offset 0");
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.reader(symbols).readMap(String.class, 2))
			.withMessage("map key is symbol (0xa3), not String, at offset 3");
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.reader("c103024041").readMap(String.class, 2));
	}

	@Test
	void skipsDescribedValuesWithTheirDescriptors() {
		AmqpReader reader = Bytes.reader("00 004343 00 5310 c0020140" + "41");
		reader.skip();
		assertThat(reader.readBoolean()).isTrue();
	}

	@Test
	void readsDescriptorsByCodeOfEveryWidthAndByName() {
		assertThat(Bytes.reader("005310").readDescriptorCode()).isEqualTo(Descriptors.OPEN);
		assertThat(Bytes.reader("00800000000000000010").readDescriptorCode()).isEqualTo(Descriptors.OPEN);
		assertThat(Bytes.reader("0044").readDescriptorCode()).isZero();
		byte[] named = Bytes.join(new byte[] { 0 }, Bytes.encode(Symbol.valueOf("amqp:open:list")));
		assertThat(Bytes.reader(named).readDescriptorCode()).isEqualTo(Descriptors.OPEN);
	}

	@Test
	void readsTheSameFromEveryKindOfBuffer() {
		byte[] bytes = Bytes.encode(List.of("text", Symbol.valueOf("symbol"), 1, 2L, 1.5, new byte[] { 1, 2 }));
		String expected = Canonical.of(Bytes.decode(bytes));
		AmqpReader reader = new AmqpReader(CodecLimits.DEFAULT);
		for (ByteBuf buffer : List.of(Unpooled.buffer(), Unpooled.directBuffer(),
				PooledByteBufAllocator.DEFAULT.heapBuffer(), PooledByteBufAllocator.DEFAULT.directBuffer())) {
			buffer.writeInt(7).writeBytes(bytes).writeInt(7);
			ByteBuf slice = buffer.slice(4, bytes.length);
			assertThat(Canonical.of(reader.reset(buffer, 4, 4 + bytes.length).readObject())).isEqualTo(expected);
			assertThat(Canonical.of(reader.reset(slice, 0, bytes.length).readObject())).isEqualTo(expected);
			buffer.release();
		}
	}

	@Test
	void aFrameBeginsWithAFullBudgetAndFromTheTop() {
		// A list with an array of nine nulls; two such frames together would be too much
		ByteBuf buffer = Unpooled.wrappedBuffer(Bytes.hex("c00501" + "e0020940"));
		AmqpReader reader = new AmqpReader(new CodecLimits(2, 10));
		for (int i = 0; i < 3; i++) {
			assertThat(reader.reset(buffer, 0, buffer.capacity()).readObject()).isInstanceOf(List.class);
		}
		reader.reset(buffer, 0, buffer.capacity()).enterList();
		assertThat(reader.reset(buffer, 0, buffer.capacity()).readObject()).isInstanceOf(List.class);
	}

	@Test
	void bytesOutsideTheBufferAreNotPromised() {
		ByteBuf buffer = Unpooled.wrappedBuffer(new byte[4]);
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> new AmqpReader(CodecLimits.DEFAULT).reset(buffer, 0, 5));
	}

	@Test
	void readingTheFieldsOfATransferAllocatesNothing() {
		ByteBuf heap = Unpooled.wrappedBuffer(Bytes.hex("005314 c0 0f 06 5201 7000010000 a0020102 43 42 41"));
		AmqpReader reader = new AmqpReader(CodecLimits.DEFAULT);
		long sum = 0;
		for (int i = 0; i < 20_000; i++) {
			sum += readTransfer(reader, heap);
		}
		long before = Cost.allocatedBytes();
		for (int i = 0; i < 10_000; i++) {
			sum += readTransfer(reader, heap);
		}
		long allocated = Cost.allocatedBytes() - before;
		assertThat(sum).isEqualTo(30_000L * (0x14 + 1 + 65536 + 2 + 1));
		// Less than a tenth of a byte each: what the measuring itself takes
		assertThat(allocated).isLessThan(1_000);
	}

	private static long readTransfer(AmqpReader reader, ByteBuf buffer) {
		long sum = reader.reset(buffer, 0, buffer.capacity()).readDescriptorCode();
		int outerEnd = reader.end();
		reader.enterList();
		sum += reader.readUnsignedInt() + reader.readUnsignedInt();
		int tag = reader.readBinaryHeader();
		reader.advance(tag);
		sum += tag + reader.readUnsignedInt();
		sum += (reader.readBoolean() ? 1 : 0) + (reader.readBoolean() ? 1 : 0);
		reader.leave(outerEnd);
		return sum;
	}

}
