package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link CompositeReader} and {@link CompositeWriter}.
 */
class CompositeTests {

	@Test
	void fieldsAreReadAsTheyWereWritten() {
		AmqpReader reader = Bytes.reader(write((fields) -> fields.string("text")
			.symbol(Symbol.valueOf("symbol"))
			.bool(true)
			.unsignedByte(255)
			.unsignedShort(65535)
			.unsignedInt(0xffffffffL)
			.unsignedLong(-1)
			.timestamp(Instant.EPOCH)
			.binary(new byte[] { 1 })
			.symbols(List.of(Symbol.valueOf("a"), Symbol.valueOf("b")))
			.symbols(List.of(Symbol.valueOf("c")))
			.map(Map.of(Symbol.valueOf("k"), "v"))
			.object(7)
			.object("not read")));
		assertThat(reader.readDescriptorCode()).isEqualTo(Descriptors.OPEN);
		CompositeReader fields = reader.readComposite();
		assertThat(fields.string()).isEqualTo("text");
		assertThat(fields.symbol()).isEqualTo(Symbol.valueOf("symbol"));
		assertThat(fields.bool(false)).isTrue();
		assertThat(fields.unsignedByte(-1)).isEqualTo(255);
		assertThat(fields.unsignedShort(-1)).isEqualTo(65535);
		assertThat(fields.unsignedInt(-1)).isEqualTo(0xffffffffL);
		assertThat(fields.unsignedLong(0)).isEqualTo(-1);
		assertThat(fields.timestamp()).isEqualTo(Instant.EPOCH);
		assertThat(fields.binary()).containsExactly(1);
		assertThat(fields.symbols()).containsExactly(Symbol.valueOf("a"), Symbol.valueOf("b"));
		assertThat(fields.symbols()).containsExactly(Symbol.valueOf("c"));
		assertThat(fields.symbolMap()).isEqualTo(Map.of(Symbol.valueOf("k"), "v"));
		assertThat(fields.object()).isEqualTo(7);
		fields.skip();
		fields.end();
		assertThat(reader.remaining()).isZero();
	}

	@Test
	void fieldsThatAreNullOrMissingAreAbsent() {
		for (String hex : new String[] { "45", "c00100", "c0020140", "c00d0c404040404040404040404040" }) {
			CompositeReader fields = Bytes.reader(hex).readComposite();
			assertThat(fields.string()).isNull();
			assertThat(fields.symbol()).isNull();
			assertThat(fields.bool(true)).isTrue();
			assertThat(fields.unsignedByte(-1)).isEqualTo(-1);
			assertThat(fields.unsignedShort(-1)).isEqualTo(-1);
			assertThat(fields.unsignedInt(-1)).isEqualTo(-1);
			assertThat(fields.unsignedLong(-2)).isEqualTo(-2);
			assertThat(fields.timestamp()).isNull();
			assertThat(fields.binary()).isNull();
			assertThat(fields.symbols()).isEmpty();
			assertThat(fields.symbolMap()).isEmpty();
			assertThat(fields.object()).isNull();
			fields.skip();
			fields.end();
		}
	}

	@Test
	void nullsAtTheEndAreLeftOut() {
		assertThat(hex((fields) -> fields.string(null).unsignedInt(-1).unsignedShort(-1).unsignedByte(-1)))
			.isEqualTo("005310" + "45");
		assertThat(hex((fields) -> fields.none().bool(false).symbols(List.of()).map(Map.of()).binary(null)))
			.isEqualTo("005310" + "c003024042");
	}

	@Test
	void compositesAreNested() {
		byte[] bytes = write((fields) -> {
			CompositeWriter inner = fields.none().next().beginComposite(Descriptors.SOURCE);
			inner.string("address").end();
			fields.unsignedInt(7);
		});
		AmqpReader reader = Bytes.reader(bytes);
		reader.readDescriptorCode();
		CompositeReader fields = reader.readComposite();
		assertThat(fields.next()).isFalse();
		assertThat(fields.next()).isTrue();
		assertThat(reader.readDescriptorCode()).isEqualTo(Descriptors.SOURCE);
		CompositeReader inner = reader.readComposite();
		assertThat(inner.string()).isEqualTo("address");
		inner.end();
		assertThat(fields.unsignedInt(-1)).isEqualTo(7);
		fields.end();
	}

	@Test
	void fieldsThatTheTypeDoesNotHaveAreRefused() {
		CompositeReader fields = Bytes.reader("c003024040").readComposite();
		fields.skip();
		assertThatExceptionOfType(DecodeException.class).isThrownBy(fields::end)
			.withMessage("list has 1 fields more than its type, at offset 4");
	}

	@Test
	void aFieldOfAnotherTypeIsRefused() {
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.reader("c003015401").readComposite().string());
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.reader("c003015401").readComposite().symbols());
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.reader("c0060141").readComposite().symbols());
	}

	private static String hex(Consumer<CompositeWriter> fields) {
		return HexFormat.of().formatHex(write(fields));
	}

	private static byte[] write(Consumer<CompositeWriter> fields) {
		ByteBuf buffer = Unpooled.buffer();
		CompositeWriter composite = new AmqpWriter(buffer).beginComposite(Descriptors.OPEN);
		fields.accept(composite);
		composite.end();
		return ByteBufUtil.getBytes(buffer);
	}

}
