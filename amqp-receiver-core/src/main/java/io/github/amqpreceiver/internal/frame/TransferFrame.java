package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;

/**
 * The transfer performative that was decoded last (AMQP 1.0, section 2.7.5). Owned by the
 * connection's event loop, which reuses one for all frames; indices point into the buffer
 * that was decoded.
 * <p>
 * Transfers as brokers write them are read by {@link TransferScan}. Whatever that does
 * not know, right or wrong, goes to the general reader, which alone says what is an
 * error.
 */
public final class TransferFrame {

	/** The fields that are flags, as bits of {@link #flags}. */
	static final int SETTLED = 1;

	static final int SETTLED_PRESENT = 1 << 1;

	static final int MORE = 1 << 2;

	static final int RESUME = 1 << 3;

	static final int ABORTED = 1 << 4;

	static final int BATCHABLE = 1 << 5;

	private final AmqpReader reader;

	private final TransferScan scan = new TransferScan();

	long handle;

	long deliveryId;

	int tagIndex;

	/** -1 if absent. */
	int tagLength;

	long messageFormat;

	int rcvSettleMode;

	int flags;

	int payloadIndex;

	private int payloadLength;

	/**
	 * Creates the flyweight of one connection.
	 * @param limits what one frame may make it do
	 */
	public TransferFrame(Limits limits) {
		this.reader = new AmqpReader(CodecLimits.of(limits));
	}

	/**
	 * Decodes a frame body that is a transfer and its payload. Of a delivery state only
	 * the size is looked at.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 * @throws io.github.amqpreceiver.internal.codec.DecodeException if it is anything
	 * else
	 */
	public void decode(ByteBuf buf, int start, int end) {
		clear();
		if (!this.scan.read(this, buf, start, end)) {
			clear();
			decode(this.reader.reset(buf, start, end));
		}
		this.payloadLength = end - this.payloadIndex;
	}

	private void clear() {
		this.deliveryId = Performative.ABSENT;
		this.tagIndex = 0;
		this.tagLength = -1;
		this.messageFormat = Performative.ABSENT;
		this.rcvSettleMode = -1;
		this.flags = 0;
	}

	private void decode(AmqpReader reader) {
		long descriptor = reader.readDescriptorCode();
		if (descriptor != Descriptors.TRANSFER) {
			throw reader.fail("descriptor 0x%x is not that of a transfer".formatted(descriptor));
		}
		CompositeReader fields = reader.readComposite();
		this.handle = fields.unsignedInt(Performative.ABSENT);
		if (this.handle == Performative.ABSENT) {
			throw reader.fail("mandatory field handle is missing");
		}
		this.deliveryId = fields.unsignedInt(Performative.ABSENT);
		if (fields.next()) {
			this.tagLength = reader.readBinaryHeader();
			this.tagIndex = reader.index();
			reader.advance(this.tagLength);
		}
		this.messageFormat = fields.unsignedInt(Performative.ABSENT);
		if (fields.next()) {
			this.flags |= SETTLED_PRESENT | (reader.readBoolean() ? SETTLED : 0);
		}
		flag(fields, MORE);
		this.rcvSettleMode = fields.unsignedByte(-1);
		if (this.rcvSettleMode > Performative.Attach.RECEIVER_SECOND) {
			throw reader.fail("settle mode is %d, larger than 1".formatted(this.rcvSettleMode));
		}
		if (fields.next()) {
			reader.skip();
		}
		flag(fields, RESUME);
		flag(fields, ABORTED);
		flag(fields, BATCHABLE);
		fields.end();
		this.payloadIndex = reader.index();
	}

	private void flag(CompositeReader fields, int flag) {
		if (fields.bool(false)) {
			this.flags |= flag;
		}
	}

	/**
	 * The peer's handle of the link.
	 * @return an unsigned 32-bit number
	 */
	public long handle() {
		return this.handle;
	}

	/**
	 * The id of the delivery.
	 * @return an unsigned 32-bit number, or -1 if absent
	 */
	public long deliveryId() {
		return this.deliveryId;
	}

	/**
	 * Whether there is a delivery-tag.
	 * @return false if absent
	 */
	public boolean hasTag() {
		return this.tagLength >= 0;
	}

	/**
	 * Where the delivery-tag begins.
	 * @return index in the buffer
	 */
	public int tagIndex() {
		return this.tagIndex;
	}

	/**
	 * How long the delivery-tag is; that the specification allows 32 bytes at most is not
	 * checked here.
	 * @return bytes, 0 if absent
	 */
	public int tagLength() {
		return Math.max(0, this.tagLength);
	}

	/**
	 * The format of the message.
	 * @return an unsigned 32-bit number, or -1 if absent
	 */
	public long messageFormat() {
		return this.messageFormat;
	}

	/**
	 * Whether the delivery is settled.
	 * @return the field, false if absent
	 */
	public boolean settled() {
		return (this.flags & SETTLED) != 0;
	}

	/**
	 * Whether the settled field is there.
	 * @return false if absent
	 */
	public boolean settledPresent() {
		return (this.flags & SETTLED_PRESENT) != 0;
	}

	/**
	 * Whether further transfers of the delivery follow.
	 * @return the field, false if absent
	 */
	public boolean more() {
		return (this.flags & MORE) != 0;
	}

	/**
	 * The receiver settle mode of this delivery.
	 * @return 0 for first, 1 for second, or -1 if absent
	 */
	public int rcvSettleMode() {
		return this.rcvSettleMode;
	}

	/**
	 * Whether a delivery is resumed.
	 * @return the field, false if absent
	 */
	public boolean resume() {
		return (this.flags & RESUME) != 0;
	}

	/**
	 * Whether the delivery is aborted, and what came of it is to be dropped.
	 * @return the field, false if absent
	 */
	public boolean aborted() {
		return (this.flags & ABORTED) != 0;
	}

	/**
	 * Whether the answer may be batched.
	 * @return the field, false if absent
	 */
	public boolean batchable() {
		return (this.flags & BATCHABLE) != 0;
	}

	/**
	 * Where the payload begins.
	 * @return index in the buffer
	 */
	public int payloadIndex() {
		return this.payloadIndex;
	}

	/**
	 * How long the payload is.
	 * @return bytes
	 */
	public int payloadLength() {
		return this.payloadLength;
	}

}
