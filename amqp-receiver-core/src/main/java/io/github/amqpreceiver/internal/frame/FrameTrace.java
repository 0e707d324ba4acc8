package io.github.amqpreceiver.internal.frame;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.internal.codec.CodecException;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The last frames of a connection, for the day that it fails. Owned by its event loop.
 * <p>
 * Cheap enough to be always on: a transfer is kept as numbers, another frame as its
 * bytes, and becomes text when somebody asks. Neither payloads nor secrets are kept.
 */
public final class FrameTrace {

	/** How many frames are kept. */
	public static final int KEPT = 64;

	private final TracedFrame[] ring = new TracedFrame[KEPT];

	private final TransferFrame transfer = new TransferFrame(Limits.DEFAULT);

	private long recorded;

	/** Creates an empty trace. */
	public FrameTrace() {
		for (int i = 0; i < KEPT; i++) {
			this.ring[i] = new TracedFrame();
		}
	}

	/**
	 * Keeps a frame of any kind, broken ones too.
	 * @param outgoing whether this side sends it
	 * @param buf holds the frame
	 * @param start index of its header
	 * @param end index behind its last byte
	 */
	public void frame(boolean outgoing, ByteBuf buf, int start, int end) {
		if (end - start == FrameHeader.SIZE) {
			empty(outgoing, buf, start);
		}
		else if (isTransfer(buf, start, end)) {
			next().transfer(outgoing, buf.getUnsignedShort(start + 6), this.transfer);
		}
		else if (end - start > TracedFrame.MAX_BYTES || isSasl(buf, start, end)) {
			next().text(FrameLine.of(outgoing, buf, start, end));
		}
		else {
			next().bytes(outgoing, buf, start, end);
		}
	}

	/**
	 * Keeps a transfer from the peer that was decoded anyway, which is cheaper.
	 * @param channel the channel that it came on
	 * @param transfer the transfer
	 */
	public void transfer(int channel, TransferFrame transfer) {
		next().transfer(false, channel, transfer);
	}

	/**
	 * Keeps a protocol header.
	 * @param outgoing whether this side sends it
	 * @param header its eight bytes
	 */
	public void protocolHeader(boolean outgoing, long header) {
		next().text(FrameLine.ofHeader(outgoing, header));
	}

	/**
	 * The frames that are kept, as {@link #line} shows them; heartbeats in a row are one.
	 * @return a new list, oldest first
	 */
	public List<String> recent() {
		List<String> lines = new ArrayList<>(KEPT);
		for (long i = Math.max(0, this.recorded - KEPT); i < this.recorded; i++) {
			lines.add(this.ring[(int) (i % KEPT)].line());
		}
		return lines;
	}

	/**
	 * One frame as a line of text, such as
	 * {@code -> ch=0 Begin(next-outgoing-id=1, ...)}: payload as its size only, secrets
	 * masked, the peer's text escaped and cut.
	 * @param outgoing whether this side sends it
	 * @param buf holds the frame
	 * @param start index of its header
	 * @param end index behind its last byte
	 * @return text that is safe to log
	 */
	public static String line(boolean outgoing, ByteBuf buf, int start, int end) {
		return FrameLine.of(outgoing, buf, start, end);
	}

	private TracedFrame next() {
		return this.ring[(int) (this.recorded++ % KEPT)];
	}

	/** Heartbeats of both sides alternate, and must not wash out what matters. */
	private void empty(boolean outgoing, ByteBuf buf, int start) {
		for (int back = 1; back <= 2; back++) {
			TracedFrame before = last(back);
			if (before != null && before.repeatEmpty(outgoing)) {
				return;
			}
		}
		next().empty(outgoing, buf, start);
	}

	private @Nullable TracedFrame last(int back) {
		return (this.recorded >= back) ? this.ring[(int) ((this.recorded - back) % KEPT)] : null;
	}

	private boolean isTransfer(ByteBuf buf, int start, int end) {
		int body = FrameLine.bodyIndex(buf, start, end);
		if (body < 0 || buf.getByte(start + 5) != FrameHeader.TYPE_AMQP) {
			return false;
		}
		try {
			if (PerformativeDecoder.descriptor(buf, body, end) != Descriptors.TRANSFER) {
				return false;
			}
			this.transfer.decode(buf, body, end);
			return true;
		}
		catch (CodecException ex) {
			// Its line will say so
			return false;
		}
	}

	private static boolean isSasl(ByteBuf buf, int start, int end) {
		return end - start > 5 && buf.getByte(start + 5) == FrameHeader.TYPE_SASL;
	}

}
