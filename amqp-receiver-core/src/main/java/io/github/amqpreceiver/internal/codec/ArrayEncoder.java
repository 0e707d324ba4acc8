package io.github.amqpreceiver.internal.codec;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.type.Described;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Encodes arrays (AMQP 1.0, section 1.6.24): one constructor, wide enough for the largest
 * element, then the elements without theirs.
 */
final class ArrayEncoder {

	/** What stands in an array without elements, by the Java type that it decodes to. */
	private static final Map<Class<?>, Integer> CODES_BY_TYPE = new HashMap<>();

	static {
		for (int code = FormatCode.NULL; code <= 0xff; code++) {
			if (FormatCode.isKnown(code)) {
				CODES_BY_TYPE.put(ArrayDecoder.noElements(code).getClass().getComponentType(), code);
			}
		}
	}

	private ArrayEncoder() {
	}

	/**
	 * Encodes constructor and elements.
	 * @param writer where to
	 * @param array the elements, all of one AMQP type
	 * @return how many elements there are
	 */
	static int encodeContent(AmqpWriter writer, @Nullable Object[] array) {
		writer.descend();
		if (array instanceof Described[] || (array.length > 0 && array[0] instanceof Described)) {
			encodeDescribed(writer, array);
		}
		else {
			int code = commonCode(array);
			writer.buffer().writeByte(code);
			for (Object element : array) {
				encodeData(writer, code, element);
			}
		}
		writer.ascend();
		return array.length;
	}

	private static void encodeDescribed(AmqpWriter writer, @Nullable Object[] array) {
		if (array.length == 0) {
			throw new EncodeException("An array without described values has no descriptor to encode");
		}
		Object descriptor = null;
		@Nullable Object[] values = new Object[array.length];
		for (int i = 0; i < array.length; i++) {
			if (!(array[i] instanceof Described described)
					|| (descriptor != null && !Objects.deepEquals(descriptor, described.descriptor()))) {
				throw new EncodeException("An array of described values has one descriptor for all");
			}
			descriptor = described.descriptor();
			values[i] = described.value();
		}
		writer.buffer().writeByte(FormatCode.DESCRIBED);
		ObjectEncoder.encode(writer, descriptor);
		encodeContent(writer, values);
	}

	private static int commonCode(@Nullable Object[] array) {
		if (array.length == 0) {
			return CODES_BY_TYPE.getOrDefault(array.getClass().getComponentType(), FormatCode.NULL);
		}
		int common = elementCode(array[0]);
		for (Object element : array) {
			int code = elementCode(element);
			if (!FormatCode.name(code).equals(FormatCode.name(common))) {
				throw new EncodeException("An array has elements of one type, not both %s and %s"
					.formatted(FormatCode.name(common), FormatCode.name(code)));
			}
			// Of one type the wider encoding has the greater code
			common = Math.max(common, code);
		}
		return common;
	}

	/**
	 * The smallest code that takes any bytes: a receiver may limit those that take none.
	 */
	private static int elementCode(@Nullable Object element) {
		if (element == null) {
			return FormatCode.NULL;
		}
		if (element instanceof Collection) {
			return FormatCode.LIST32;
		}
		if (element instanceof Map) {
			return FormatCode.MAP32;
		}
		if (element instanceof Object[]) {
			return FormatCode.ARRAY32;
		}
		if (element instanceof Described) {
			return FormatCode.DESCRIBED;
		}
		int code = ScalarEncoder.smallestCode(element);
		return switch (code) {
			case FormatCode.TRUE, FormatCode.FALSE -> FormatCode.BOOLEAN;
			case FormatCode.UINT0 -> FormatCode.SMALLUINT;
			case FormatCode.ULONG0 -> FormatCode.SMALLULONG;
			default -> code;
		};
	}

	private static void encodeData(AmqpWriter writer, int code, @Nullable Object element) {
		if (element == null) {
			return;
		}
		if (FormatCode.isScalar(code)) {
			ScalarEncoder.encodeData(writer.buffer(), code, element);
			return;
		}
		ByteBuf buffer = writer.buffer();
		int start = buffer.writerIndex();
		buffer.writeInt(0).writeInt(0);
		int count = encodeElementContent(writer, element);
		buffer.setInt(start, buffer.writerIndex() - start - Integer.BYTES).setInt(start + Integer.BYTES, count);
	}

	private static int encodeElementContent(AmqpWriter writer, Object element) {
		if (element instanceof Collection<?> list) {
			return ObjectEncoder.encodeElements(writer, list);
		}
		if (element instanceof Map<?, ?> map) {
			return 2 * ObjectEncoder.encodePairs(writer, map);
		}
		return encodeContent(writer, (Object[]) element);
	}

}
