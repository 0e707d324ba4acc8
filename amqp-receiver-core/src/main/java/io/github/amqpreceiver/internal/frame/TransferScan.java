package io.github.amqpreceiver.internal.frame;

import io.netty.buffer.ByteBuf;

/**
 * Reads transfers in the encodings that brokers use. Owned by its {@link TransferFrame}.
 * <p>
 * It knows no errors: what it does not know it leaves to the general reader. No byte
 * outside of the list is looked at.
 */
final class TransferScan {

	/** Stands for an encoding that is not one of the usual ones. */
	private static final long UNKNOWN = -2;

	/** A described value whose descriptor is the smallulong 0x14. */
	private static final int TRANSFER = 0x005314;

	private static final int NULL = 0x40;

	private static final int TRUE = 0x41;

	private static final int FALSE = 0x42;

	private int index;

	private int end;

	boolean read(TransferFrame transfer, ByteBuf buf, int start, int end) {
		// Shortest of all: descriptor, list8, its size and count, a handle of zero
		if (end - start < 7 || buf.getUnsignedMedium(start) != TRANSFER) {
			return false;
		}
		int fields = enter(buf, start + 3, end);
		for (int field = 0; field < fields; field++) {
			if (this.index >= this.end || !read(transfer, field, buf)) {
				return false;
			}
		}
		transfer.payloadIndex = this.end;
		return fields > 0 && this.index == this.end;
	}

	private int enter(ByteBuf buf, int at, int end) {
		int code = buf.getUnsignedByte(at);
		if (code == 0xc0) {
			this.index = at + 3;
			this.end = at + 2 + buf.getUnsignedByte(at + 1);
			return (this.end <= end) ? buf.getUnsignedByte(at + 2) : 0;
		}
		if (code == 0xd0 && end - at >= 9) {
			this.index = at + 9;
			int size = buf.getInt(at + 1);
			this.end = at + 5 + size;
			return (size >= 4 && size <= end - at - 5) ? buf.getInt(at + 5) : 0;
		}
		return 0;
	}

	private boolean read(TransferFrame transfer, int field, ByteBuf buf) {
		return switch (field) {
			case 0 -> (transfer.handle = uint(buf)) >= 0;
			case 1 -> (transfer.deliveryId = uint(buf)) != UNKNOWN;
			case 2 -> tag(transfer, buf);
			case 3 -> (transfer.messageFormat = uint(buf)) != UNKNOWN;
			case 4 -> flag(transfer, buf, TransferFrame.SETTLED, TransferFrame.SETTLED_PRESENT);
			case 5 -> flag(transfer, buf, TransferFrame.MORE, 0);
			// The settle mode, and a delivery state, which is for transactions
			case 6, 7 -> buf.getByte(this.index++) == NULL;
			case 8 -> flag(transfer, buf, TransferFrame.RESUME, 0);
			case 9 -> flag(transfer, buf, TransferFrame.ABORTED, 0);
			case 10 -> flag(transfer, buf, TransferFrame.BATCHABLE, 0);
			default -> false;
		};
	}

	private long uint(ByteBuf buf) {
		int at = this.index;
		int left = this.end - at;
		switch (buf.getByte(at)) {
			case 0x43 -> {
				this.index = at + 1;
				return 0;
			}
			case 0x52 -> {
				this.index = at + 2;
				return (left >= 2) ? buf.getUnsignedByte(at + 1) : UNKNOWN;
			}
			case 0x70 -> {
				this.index = at + 5;
				return (left >= 5) ? buf.getUnsignedInt(at + 1) : UNKNOWN;
			}
			case NULL -> {
				this.index = at + 1;
				return Performative.ABSENT;
			}
			default -> {
				return UNKNOWN;
			}
		}
	}

	private boolean tag(TransferFrame transfer, ByteBuf buf) {
		int at = this.index;
		int code = buf.getUnsignedByte(at);
		if (code == NULL) {
			this.index = at + 1;
			return true;
		}
		if (code != 0xa0 || this.end - at < 2) {
			return false;
		}
		transfer.tagLength = buf.getUnsignedByte(at + 1);
		transfer.tagIndex = at + 2;
		this.index = at + 2 + transfer.tagLength;
		return this.index <= this.end;
	}

	private boolean flag(TransferFrame transfer, ByteBuf buf, int flag, int present) {
		byte code = buf.getByte(this.index++);
		if (code == TRUE) {
			transfer.flags |= flag | present;
		}
		else if (code == FALSE) {
			transfer.flags |= present;
		}
		return code == TRUE || code == FALSE || code == NULL;
	}

}
