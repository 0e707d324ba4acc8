package io.github.amqpreceiver.benchmarks.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.benchmarks.wire.Wire;

/**
 * One message as transfer frames, with the places that change from message to message. A
 * message larger than a frame becomes several frames.
 *
 * @param encoded the frames one after the other
 * @param frames the places of each frame
 * @param deliveryIdAt where the delivery-id stands
 * @param tagAt where the delivery-tag stands
 * @param keyAt where the key stands
 * @param sentAt where the time of sending stands
 */
record TransferTemplate(byte[] encoded, List<Frame> frames, int deliveryIdAt, int tagAt, int keyAt, int sentAt) {

	// frame header, constructor of the performative and its list, handle
	private static final int HANDLE_AT = 8 + 3 + 3 + 1;

	private static final int DELIVERY_ID_AT = HANDLE_AT + Integer.BYTES + 1;

	private static final int TAG_AT = DELIVERY_ID_AT + Integer.BYTES + 2;

	// message-format, settled and more follow the tag
	private static final int FIRST_OVERHEAD = TAG_AT + Integer.BYTES + 3;

	private static final int NEXT_OVERHEAD = HANDLE_AT + Integer.BYTES + 5;

	static TransferTemplate of(int bodySize, int maxFrameSize) {
		SampleMessage message = SampleMessage.of(bodySize, false);
		int length = message.encoded().length;
		int mostFrames = length / (maxFrameSize - FIRST_OVERHEAD) + 1;
		ByteBuffer out = ByteBuffer.allocate(length + mostFrames * FIRST_OVERHEAD);
		List<Frame> frames = new ArrayList<>();
		int sent = 0;
		while (sent < length) {
			int start = out.position();
			boolean first = sent == 0;
			int payload = Math.min(length - sent, maxFrameSize - (first ? FIRST_OVERHEAD : NEXT_OVERHEAD));
			performative(out, first, sent + payload < length);
			out.put(message.encoded(), sent, payload);
			out.putInt(start, out.position() - start);
			frames.add(new Frame(start + Integer.BYTES, start + HANDLE_AT));
			sent += payload;
		}
		byte[] encoded = new byte[out.position()];
		out.flip().get(encoded);
		return new TransferTemplate(encoded, List.copyOf(frames), DELIVERY_ID_AT, TAG_AT,
				FIRST_OVERHEAD + message.keyAt(), FIRST_OVERHEAD + message.sentAt());
	}

	private static void performative(ByteBuffer out, boolean first, boolean more) {
		out.putInt(0).putInt(0);
		out.put((byte) 0).put((byte) Wire.SMALL_ULONG).put((byte) Wire.TRANSFER);
		int overhead = first ? FIRST_OVERHEAD : NEXT_OVERHEAD;
		out.put((byte) Wire.LIST8).put((byte) (overhead - 8 - 3 - 2)).put((byte) 6);
		out.put((byte) Wire.UINT).putInt(0);
		if (first) {
			out.put((byte) Wire.UINT).putInt(0);
			out.put((byte) Wire.VBIN8).put((byte) Integer.BYTES).putInt(0);
			out.put((byte) Wire.UINT_0).put((byte) Wire.FALSE);
		}
		else {
			out.putInt(Wire.NULL << 24 | Wire.NULL << 16 | Wire.NULL << 8 | Wire.NULL);
		}
		out.put((byte) (more ? Wire.TRUE : Wire.FALSE));
	}

	/**
	 * The places of one frame.
	 *
	 * @param wordAt where type and channel stand
	 * @param handleAt where the handle stands
	 */
	record Frame(int wordAt, int handleAt) {
	}

}
