package io.github.amqpreceiver.internal.protocol;

import java.util.function.BiConsumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out, as far as it has been written. Touched only on the event
 * loop.
 */
final class OutgoingMessage {

	/** More than the fields of any transfer that we write take. */
	private static final int FRAME_OVERHEAD = 64;

	private final ByteBuf payload;

	private final BiConsumer<@Nullable Outcome, @Nullable AmqpReceiverException> done;

	private long deliveryId = -1;

	private byte[] tag = {};

	OutgoingMessage(byte[] encoded, BiConsumer<@Nullable Outcome, @Nullable AmqpReceiverException> done) {
		this.payload = Unpooled.wrappedBuffer(encoded);
		this.done = done;
	}

	boolean numbered() {
		return this.deliveryId >= 0;
	}

	void number(int id, byte[] deliveryTag) {
		this.deliveryId = Serial.unsigned(id);
		this.tag = deliveryTag;
	}

	int deliveryId() {
		return (int) this.deliveryId;
	}

	/**
	 * Writes frames until the message is whole or the session's window is closed.
	 * @return whether it is whole
	 */
	boolean write(SessionEngine session, Link link, boolean settled) {
		FrameOutput output = session.connection().output();
		int chunk = output.maxFrameSize() - FRAME_OVERHEAD;
		do {
			if (!session.windows().mayTransfer()) {
				return false;
			}
			int count = Math.min(chunk, this.payload.readableBytes());
			boolean more = count < this.payload.readableBytes();
			boolean first = this.payload.readerIndex() == 0;
			ByteBuf out = output.buffer();
			int start = out.writerIndex();
			FrameWriter.writeTransfer(out, session.channel(), link.handle, first ? this.deliveryId : -1, this.tag, 0,
					settled, more, this.payload, this.payload.readerIndex(), count);
			this.payload.skipBytes(count);
			session.windows().sent();
			output.written(out, start, link);
		}
		while (this.payload.isReadable());
		return true;
	}

	void done(Outcome outcome) {
		this.done.accept(outcome, null);
	}

	void failed(AmqpReceiverException why) {
		this.done.accept(null, why);
	}

}
