package io.github.amqpreceiver.benchmarks.peer;

import java.nio.ByteBuffer;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.benchmarks.wire.Wire;

/**
 * Transfers of one message size, encoded once and written many times: a burst is the
 * first slots of one direct buffer, and before each burst only channel, handle, ids and
 * the two properties are patched. Confined to the peer loop that owns the connection.
 */
final class TransferBatch {

	// as much as one write passes to the kernel, small enough to stay in the cache
	private static final int TARGET_BYTES = 256 * 1024;

	private static final int MAX_SLOTS = 4096;

	private final TransferTemplate template;

	private final TransferTemplate.Frame[] frames;

	private final ByteBuffer buffer;

	private final ByteBuffer toWrite;

	private final int slots;

	private final int slotSize;

	private int used;

	TransferBatch(TransferTemplate template) {
		this.template = template;
		this.frames = template.frames().toArray(TransferTemplate.Frame[]::new);
		this.slotSize = template.encoded().length;
		this.slots = Math.max(1, Math.min(MAX_SLOTS, TARGET_BYTES / this.slotSize));
		this.buffer = ByteBuffer.allocateDirect(this.slots * this.slotSize);
		for (int i = 0; i < this.slots; i++) {
			this.buffer.put(template.encoded());
		}
		this.buffer.clear();
		this.toWrite = this.buffer.duplicate();
	}

	/**
	 * Begins a new burst; the one before must have been written.
	 */
	void clear() {
		this.used = 0;
	}

	boolean isEmpty() {
		return this.used == 0;
	}

	int room() {
		return this.slots - this.used;
	}

	/**
	 * Returns how many frames one message takes, which is what it costs in session
	 * window.
	 * @return the number of transfer frames
	 */
	int framesPerMessage() {
		return this.frames.length;
	}

	/**
	 * Adds one message to the burst.
	 * @param channel the channel of its session
	 * @param handle the handle of its link
	 * @param deliveryId its delivery-id, which is its tag too
	 * @param sentNanos the clock when it is sent
	 */
	void add(int channel, int handle, int deliveryId, long sentNanos) {
		int base = this.used++ * this.slotSize;
		int word = Wire.frameWord(Wire.AMQP_FRAME, channel);
		for (TransferTemplate.Frame frame : this.frames) {
			this.buffer.putInt(base + frame.wordAt(), word);
			this.buffer.putInt(base + frame.handleAt(), handle);
		}
		this.buffer.putInt(base + this.template.deliveryIdAt(), deliveryId);
		this.buffer.putInt(base + this.template.tagAt(), deliveryId);
		this.buffer.putInt(base + this.template.keyAt(), SampleMessage.key(deliveryId));
		this.buffer.putLong(base + this.template.sentAt(), sentNanos);
	}

	ByteBuffer burst() {
		return this.toWrite.clear().limit(this.used * this.slotSize);
	}

}
