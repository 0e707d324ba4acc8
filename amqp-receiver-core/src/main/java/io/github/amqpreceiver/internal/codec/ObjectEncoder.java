package io.github.amqpreceiver.internal.codec;

import java.util.Collection;
import java.util.Map;

import io.github.amqpreceiver.type.Described;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values of any type (AMQP 1.0, section 1.6).
 */
final class ObjectEncoder {

	private ObjectEncoder() {
	}

	static void encode(AmqpWriter writer, @Nullable Object value) {
		if (value == null) {
			writer.writeNull();
		}
		else if (value instanceof CharSequence text) {
			writer.writeString(text);
		}
		else if (value instanceof Described described) {
			writer.descend();
			writer.buffer().writeByte(FormatCode.DESCRIBED);
			encode(writer, described.descriptor());
			encode(writer, described.value());
			writer.ascend();
		}
		else if (value instanceof Collection<?> list) {
			int start = writer.beginList();
			writer.endList(start, encodeElements(writer, list));
		}
		else if (value instanceof Map<?, ?> map) {
			int start = writer.beginMap();
			writer.endMap(start, encodePairs(writer, map));
		}
		else if (value instanceof Object[] array) {
			int start = CompoundHeader.begin(writer.buffer(), FormatCode.ARRAY32);
			CompoundHeader.end(writer.buffer(), start, ArrayEncoder.encodeContent(writer, array));
		}
		else {
			int code = ScalarEncoder.smallestCode(value);
			writer.buffer().writeByte(code);
			ScalarEncoder.encodeData(writer.buffer(), code, value);
		}
	}

	/**
	 * Encodes the elements of a list.
	 * @param writer where to
	 * @param list the list, asked for its elements only once
	 * @return how many there were
	 */
	static int encodeElements(AmqpWriter writer, Collection<?> list) {
		writer.descend();
		int count = 0;
		for (Object element : list) {
			encode(writer, element);
			count++;
		}
		writer.ascend();
		return count;
	}

	/**
	 * Encodes keys and values of a map.
	 * @param writer where to
	 * @param map the map, asked for its entries only once
	 * @return how many entries there were
	 */
	static int encodePairs(AmqpWriter writer, Map<?, ?> map) {
		writer.descend();
		int pairs = 0;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			encode(writer, entry.getKey());
			encode(writer, entry.getValue());
			pairs++;
		}
		writer.ascend();
		return pairs;
	}

}
