package io.github.amqpreceiver.internal.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.github.amqpreceiver.type.UnsignedLong;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.codec.CodecFactory;
import org.apache.qpid.protonj2.codec.Decoder;
import org.apache.qpid.protonj2.codec.Encoder;
import org.apache.qpid.protonj2.types.DescribedType;
import org.apache.qpid.protonj2.types.UnknownDescribedType;

/**
 * The codec of another library, as the oracle of differential tests, and its types in
 * place of ours.
 */
public final class ProtonCodec {

	private static final Encoder ENCODER = CodecFactory.getDefaultEncoder();

	private static final Encoder SASL_ENCODER = CodecFactory.getDefaultSaslEncoder();

	private static final Decoder DECODER = CodecFactory.getDefaultDecoder();

	private static final Decoder SASL_DECODER = CodecFactory.getDefaultSaslDecoder();

	private ProtonCodec() {
	}

	public static byte[] encode(Object... values) {
		return encode(ENCODER, values);
	}

	public static byte[] encodeSasl(Object value) {
		return encode(SASL_ENCODER, value);
	}

	private static byte[] encode(Encoder encoder, Object... values) {
		ProtonBuffer buffer = ProtonBufferAllocator.defaultAllocator().allocate();
		for (Object value : values) {
			encoder.writeObject(buffer, encoder.newEncoderState(), value);
		}
		byte[] bytes = new byte[buffer.getReadableBytes()];
		buffer.readBytes(bytes, 0, bytes.length);
		return bytes;
	}

	public static Object decode(byte[] bytes) {
		return decode(DECODER, bytes);
	}

	public static List<Object> decodeAll(byte[] bytes) {
		ProtonBuffer buffer = ProtonBufferAllocator.defaultAllocator().copy(bytes);
		List<Object> values = new ArrayList<>();
		while (buffer.isReadable()) {
			values.add(DECODER.readObject(buffer, DECODER.newDecoderState()));
		}
		return values;
	}

	public static Object decodeSasl(byte[] bytes) {
		return decode(SASL_DECODER, bytes);
	}

	private static Object decode(Decoder decoder, byte[] bytes) {
		ProtonBuffer buffer = ProtonBufferAllocator.defaultAllocator().copy(bytes);
		Object value = decoder.readObject(buffer, decoder.newDecoderState());
		if (buffer.isReadable()) {
			throw new AssertionError(buffer.getReadableBytes() + " bytes are left");
		}
		return value;
	}

	/** The body of the one frame in a buffer, whose header is checked. */
	public static byte[] body(ByteBuf frame, int type, int channel) {
		if (frame.getInt(frame.readerIndex()) != frame.readableBytes() || frame.getByte(frame.readerIndex() + 4) != 2
				|| frame.getByte(frame.readerIndex() + 5) != type
				|| frame.getUnsignedShort(frame.readerIndex() + 6) != channel) {
			throw new AssertionError("frame header is " + ByteBufUtil.hexDump(frame, frame.readerIndex(), 8));
		}
		return ByteBufUtil.getBytes(frame, frame.readerIndex() + 8, frame.readableBytes() - 8);
	}

	public static Object toProton(Object value) {
		if (value instanceof Symbol symbol) {
			return org.apache.qpid.protonj2.types.Symbol.valueOf(symbol.toString());
		}
		if (value instanceof UnsignedInteger number) {
			return org.apache.qpid.protonj2.types.UnsignedInteger.valueOf(number.intValue());
		}
		if (value instanceof UnsignedLong number) {
			return org.apache.qpid.protonj2.types.UnsignedLong.valueOf(number.longValue());
		}
		if (value instanceof Described described) {
			return new UnknownDescribedType(toProton(described.descriptor()), toProton(described.value()));
		}
		if (value instanceof List<?> list) {
			return list.stream().map(ProtonCodec::toProton).toList();
		}
		if (value instanceof Map<?, ?> map) {
			return mapToProton(map);
		}
		return value;
	}

	public static Map<org.apache.qpid.protonj2.types.Symbol, Object> mapToProton(Map<?, ?> map) {
		if (map.isEmpty()) {
			return null;
		}
		Map<org.apache.qpid.protonj2.types.Symbol, Object> proton = new LinkedHashMap<>();
		map.forEach((key, value) -> proton.put((org.apache.qpid.protonj2.types.Symbol) toProton(key), toProton(value)));
		return proton;
	}

	public static org.apache.qpid.protonj2.types.Symbol[] symbolsToProton(List<Symbol> symbols) {
		return symbols.isEmpty() ? null
				: symbols.stream().map(ProtonCodec::toProton).toArray(org.apache.qpid.protonj2.types.Symbol[]::new);
	}

	public static Object fromProton(Object value) {
		if (value instanceof org.apache.qpid.protonj2.types.Symbol symbol) {
			return Symbol.valueOf(symbol.toString());
		}
		if (value instanceof org.apache.qpid.protonj2.types.UnsignedInteger number) {
			return UnsignedInteger.ofBits(number.intValue());
		}
		if (value instanceof org.apache.qpid.protonj2.types.UnsignedLong number) {
			return UnsignedLong.ofBits(number.longValue());
		}
		if (value instanceof DescribedType described) {
			return new Described(fromProton(described.getDescriptor()), fromProton(described.getDescribed()));
		}
		if (value instanceof List<?> list) {
			return list.stream().map(ProtonCodec::fromProton).toList();
		}
		return value;
	}

	@SuppressWarnings("unchecked")
	public static <T> Map<Symbol, T> mapFromProton(Map<?, ?> map) {
		Map<Symbol, T> ours = new LinkedHashMap<>();
		if (map != null) {
			map.forEach((key, value) -> ours.put((Symbol) fromProton(key), (T) fromProton(value)));
		}
		return ours;
	}

	public static List<Symbol> symbolsFromProton(org.apache.qpid.protonj2.types.Symbol[] symbols) {
		return (symbols == null) ? List.of()
				: Arrays.stream(symbols).map((symbol) -> Symbol.valueOf(symbol.toString())).toList();
	}

}
