package io.github.amqpreceiver.internal.message;

import java.util.Arrays;

import io.github.amqpreceiver.internal.codec.Descriptors;
import io.netty.buffer.ByteBuf;

/**
 * Copies a message out of the buffer that it was read into, each byte once: a data
 * section that is the whole body and not small gets an array of its own, which
 * {@link LazyMessage#bodyBytes()} returns. Stateless.
 * <p>
 * A message of the usual form that lies in an array is looked over there, before it is
 * copied: the walk that finds its body is the one that finds its flaws.
 */
public final class MessageCopy {

	/** Up to here a second array costs more than it saves. */
	private static final int SPLIT = 256;

	/** A binary of 256 bytes or more. */
	private static final byte VBIN32 = (byte) 0xb0;

	private MessageCopy() {
	}

	/**
	 * How many bytes {@link #of} puts before the message.
	 * @param prefix where that is which is to stand before the message
	 * @param prefixLength how many bytes that are, at most 127
	 * @param from where the message begins
	 * @return all bytes up to the message, where those are few
	 */
	public static int inFront(int prefix, int prefixLength, int from) {
		return (from - prefix <= Byte.MAX_VALUE) ? from - prefix : prefixLength;
	}

	/**
	 * Copies a message.
	 * @param buf holds the message
	 * @param prefix where that is which is to stand before the message; before it in the
	 * buffer too
	 * @param prefixLength how many bytes that are, at most 127
	 * @param from where the message begins
	 * @param length how many bytes it has
	 * @param messageFormat the message-format of its transfer
	 * @param decoding how it is decoded
	 * @return the message
	 */
	public static LazyMessage of(ByteBuf buf, int prefix, int prefixLength, int from, int length, long messageFormat,
			Decoding decoding) {
		int offset = inFront(prefix, prefixLength, from);
		int body = buf.hasArray() ? usualBody(buf, from, length, decoding.limits().applicationProperties())
				: UsualSections.NONE;
		boolean usual = body != UsualSections.NONE;
		int data = dataApart(buf, from, length, body);
		byte[] bytes = copy(buf, from - offset, offset + ((data != SectionScan.NONE) ? data - from : length));
		if (offset != from - prefix) {
			buf.getBytes(prefix, bytes, 0, prefixLength);
		}
		byte[] apart = (data != SectionScan.NONE) ? copy(buf, data, from + length - data) : null;
		int section = usual ? body : data - SectionScan.WIDE_DATA_HEADER;
		boolean found = usual || data != SectionScan.NONE;
		int value = found ? offset + section - from + LazyMessage.VALUE : SectionScan.NONE;
		return new LazyMessage(bytes, apart, prefixLength, offset, decoding.ofFormat((int) messageFormat), value,
				usual);
	}

	/**
	 * Where the body section of a message without flaws begins, if it has the usual form.
	 */
	private static int usualBody(ByteBuf buf, int from, int length, int maxProperties) {
		byte[] array = buf.array();
		int start = buf.arrayOffset() + from;
		int end = start + length;
		int body = UsualSections.beforeBody(array, start, end, maxProperties);
		return UsualSections.isOnlyBody(array, body, end) ? body - start + from : UsualSections.NONE;
	}

	/** Where the bytes begin that get an array of their own. */
	private static int dataApart(ByteBuf buf, int from, int length, int body) {
		if (length <= SPLIT) {
			return SectionScan.NONE;
		}
		if (body == UsualSections.NONE) {
			return SectionScan.wideData(buf, from, from + length);
		}
		return (buf.getByte(body + 2) == Descriptors.DATA && buf.getByte(body + LazyMessage.VALUE) == VBIN32)
				? body + SectionScan.WIDE_DATA_HEADER : SectionScan.NONE;
	}

	/** One copy of one range: nothing has to be zeroed before. */
	private static byte[] copy(ByteBuf buf, int from, int length) {
		if (buf.hasArray()) {
			int at = buf.arrayOffset() + from;
			return Arrays.copyOfRange(buf.array(), at, at + length);
		}
		byte[] bytes = new byte[length];
		buf.getBytes(from, bytes);
		return bytes;
	}

}
