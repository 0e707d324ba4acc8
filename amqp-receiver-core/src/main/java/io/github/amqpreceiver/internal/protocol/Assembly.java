package io.github.amqpreceiver.internal.protocol;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/**
 * The delivery that is arriving in several frames (AMQP 1.0, section 2.6.14); touched
 * only on the event loop. Its bytes are metered: a message that outgrows its maximum or
 * the connection's memory is dropped as it comes, never buffered.
 */
final class Assembly {

	private static final byte[] NONE = {};

	private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

	private final MemoryShare memory;

	private final long maxSize;

	private byte[] bytes = NONE;

	private int length;

	private int tagLength;

	private boolean active;

	private int deliveryId;

	private long messageFormat;

	private boolean settled;

	private int transfers;

	private boolean lastWasEmpty;

	private Drop drop = Drop.NO;

	Assembly(MemoryShare memory, long maxSize) {
		this.memory = memory;
		this.maxSize = maxSize;
	}

	/** Begins with the tag, which is kept in front of the payload. */
	void begin(int deliveryId, long messageFormat, ByteBuf buf, int tagIndex, int tagLength) {
		this.active = true;
		this.deliveryId = deliveryId;
		this.messageFormat = messageFormat;
		this.settled = false;
		this.transfers = 0;
		this.lastWasEmpty = false;
		this.drop = Drop.NO;
		this.length = 0;
		this.tagLength = 0;
		append(buf, tagIndex, tagLength, true);
		this.tagLength = this.length;
	}

	/**
	 * Takes the payload of one frame.
	 * @return false when two empty frames followed each other, which never ends
	 */
	boolean add(ByteBuf buf, int index, int count, boolean settled) {
		this.transfers++;
		this.settled |= settled;
		boolean empty = count == 0;
		boolean endless = empty && this.lastWasEmpty;
		this.lastWasEmpty = empty;
		append(buf, index, count, false);
		return !endless;
	}

	private void append(ByteBuf buf, int index, int count, boolean tag) {
		if (this.drop != Drop.NO || count == 0) {
			return;
		}
		if (!tag && (long) this.length - this.tagLength + count > this.maxSize) {
			drop(Drop.TOO_LARGE);
			return;
		}
		long needed = (long) this.length + count;
		if (needed > LARGEST_ARRAY || (needed > this.bytes.length && !grow((int) needed))) {
			drop(Drop.NO_ROOM);
			return;
		}
		buf.getBytes(index, this.bytes, this.length, count);
		this.length = (int) needed;
	}

	private boolean grow(int needed) {
		long doubled = Math.min(Math.min(this.bytes.length * 2L, this.maxSize + this.tagLength), LARGEST_ARRAY);
		int capacity = (int) Math.max(needed, doubled);
		if (!this.memory.hold(capacity - this.bytes.length)) {
			capacity = needed;
			if (!this.memory.hold(capacity - this.bytes.length)) {
				return false;
			}
		}
		this.bytes = Arrays.copyOf(this.bytes, capacity);
		return true;
	}

	/** Frees the bytes and goes on without them. */
	void drop(Drop why) {
		this.drop = why;
		this.memory.free(this.bytes.length);
		this.bytes = NONE;
		this.length = 0;
		this.tagLength = 0;
	}

	/** Whether a tag is that of the delivery, which is forgotten with dropped bytes. */
	boolean hasTag(ByteBuf buf, int index, int count) {
		if (this.drop != Drop.NO) {
			return true;
		}
		boolean same = count == this.tagLength;
		for (int i = 0; same && i < count; i++) {
			same = buf.getByte(index + i) == this.bytes[i];
		}
		return same;
	}

	/**
	 * Ends the delivery and hands its bytes, cut to their length, to the caller, who
	 * holds them in the budget from now on.
	 */
	byte[] finish() {
		byte[] whole = (this.bytes.length == this.length) ? this.bytes : Arrays.copyOf(this.bytes, this.length);
		this.memory.free(this.bytes.length - whole.length);
		this.bytes = NONE;
		this.active = false;
		return whole;
	}

	/** Ends the delivery without a message. */
	void abort() {
		drop(Drop.NO);
		this.active = false;
	}

	boolean active() {
		return this.active;
	}

	int deliveryId() {
		return this.deliveryId;
	}

	long messageFormat() {
		return this.messageFormat;
	}

	boolean settled() {
		return this.settled;
	}

	int transfers() {
		return this.transfers;
	}

	int tagLength() {
		return this.tagLength;
	}

	Drop dropped() {
		return this.drop;
	}

	/** Why the bytes of a delivery are dropped. */
	enum Drop {

		NO, TOO_LARGE, TOO_MANY_TRANSFERS, NO_ROOM

	}

}
