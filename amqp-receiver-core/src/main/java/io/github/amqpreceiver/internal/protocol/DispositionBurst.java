package io.github.amqpreceiver.internal.protocol;

import java.util.Arrays;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The settlements of one burst of one session, written as ranges {@code first..last} of
 * equal outcomes (AMQP 1.0, section 2.7.6); touched only on the event loop.
 */
final class DispositionBurst {

	private HeldDelivery[] deliveries = new HeldDelivery[64];

	private int size;

	private boolean sorted = true;

	void add(HeldDelivery delivery) {
		if (this.size == this.deliveries.length) {
			this.deliveries = Arrays.copyOf(this.deliveries, this.size * 2);
		}
		if (this.size > 0 && Serial.less(delivery.id, this.deliveries[this.size - 1].id)) {
			this.sorted = false;
		}
		this.deliveries[this.size++] = delivery;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	/** Drops what is in another state by now. */
	void retain(int state) {
		int kept = 0;
		for (int i = 0; i < this.size; i++) {
			if (this.deliveries[i].state() == state) {
				this.deliveries[kept++] = this.deliveries[i];
			}
		}
		Arrays.fill(this.deliveries, kept, this.size, null);
		this.size = kept;
	}

	/**
	 * Writes the ranges.
	 * @param out gets the frames
	 * @param channel the session's channel
	 * @param confirming whether the peer has settled already, so that we only confirm
	 * (rcv-settle-mode second)
	 * @return how many frames were written
	 */
	int write(ByteBuf out, int channel, boolean confirming) {
		if (!this.sorted) {
			Arrays.sort(this.deliveries, 0, this.size, (a, b) -> a.id - b.id);
		}
		int frames = 0;
		int start = 0;
		while (start < this.size) {
			HeldDelivery first = this.deliveries[start];
			Outcome outcome = confirming ? null : first.outcome();
			boolean settled = confirming || !first.link.twoPhase();
			int end = start + 1;
			while (end < this.size
					&& continues(this.deliveries[end - 1], this.deliveries[end], outcome, settled, confirming)) {
				end++;
			}
			FrameWriter.writeDisposition(out, channel, true, Serial.unsigned(first.id),
					Serial.unsigned(this.deliveries[end - 1].id), settled, outcome);
			frames++;
			start = end;
		}
		return frames;
	}

	private static boolean continues(HeldDelivery before, HeldDelivery next, @Nullable Outcome outcome, boolean settled,
			boolean confirming) {
		if (next.id != before.id + 1 || settled != (confirming || !next.link.twoPhase())) {
			return false;
		}
		return confirming || next.outcome() == outcome || (outcome != null && outcome.equals(next.outcome()));
	}

	int size() {
		return this.size;
	}

	HeldDelivery get(int index) {
		return this.deliveries[index];
	}

	void clear() {
		Arrays.fill(this.deliveries, 0, this.size, null);
		this.size = 0;
		this.sorted = true;
	}

}
