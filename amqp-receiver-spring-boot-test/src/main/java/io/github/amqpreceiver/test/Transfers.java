package io.github.amqpreceiver.test;

import java.nio.ByteBuffer;

import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Writes a delivery as one transfer, or as several where the application takes only
 * smaller frames (AMQP 1.0, section 2.6.14).
 */
final class Transfers {

	/** More than the performative of a transfer and the frame header have. */
	private static final int OVERHEAD = 64;

	private Transfers() {
	}

	static int frames(int payloadLength, int maxFrameSize) {
		int room = maxFrameSize - OVERHEAD;
		return Math.max(1, (payloadLength + room - 1) / room);
	}

	/**
	 * Writes a delivery.
	 * @param connection where to
	 * @param channel the session's channel
	 * @param handle the link's handle
	 * @param id the delivery-id
	 * @param settled whether it is settled
	 * @param payload the encoded message
	 * @return how many frames it took
	 */
	static int write(PeerConnection connection, int channel, long handle, long id, boolean settled, byte[] payload) {
		int room = connection.maxFrameSize() - OVERHEAD;
		int frames = frames(payload.length, connection.maxFrameSize());
		byte[] tag = ByteBuffer.allocate(Long.BYTES).putLong(id).array();
		ByteBuf bytes = Unpooled.wrappedBuffer(payload);
		ByteBuf out = connection.out();
		for (int frame = 0; frame < frames; frame++) {
			int from = frame * room;
			FrameWriter.writeTransfer(out, channel, handle, (frame == 0) ? id : -1, tag, 0, settled, frame < frames - 1,
					bytes, from, Math.min(room, payload.length - from));
		}
		connection.write(out);
		return frames;
	}

}
