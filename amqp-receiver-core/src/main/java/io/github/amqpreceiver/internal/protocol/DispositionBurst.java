package io.github.amqpreceiver.internal.protocol;

import java.util.Arrays;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The settlements of one burst of one session, written as ranges {@code first..last} of
 * equal outcomes (AMQP 1.0, section 2.7.6); touched only on the event loop.
 */
final class DispositionBurst {

	/** In characters; any description of this length fits in the smallest frame. */
	private static final int CUT_DESCRIPTION = 48;

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
	 * @param maxFrameSize the largest frame that the peer takes, in bytes
	 * @return how many frames were written
	 */
	int write(ByteBuf out, int channel, boolean confirming, int maxFrameSize) {
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
			long last = Serial.unsigned(this.deliveries[end - 1].id);
			int frame = out.writerIndex();
			FrameWriter.writeDisposition(out, channel, true, Serial.unsigned(first.id), last, settled, outcome);
			if (out.writerIndex() - frame > maxFrameSize && outcome != null) {
				out.writerIndex(frame);
				FrameWriter.writeDisposition(out, channel, true, Serial.unsigned(first.id), last, settled,
						cut(outcome));
			}
			frames++;
			start = end;
		}
		return frames;
	}

	/** What is said beside the outcome must not cost the outcome. */
	private static Outcome cut(Outcome outcome) {
		if (outcome instanceof Outcome.Modified modified) {
			return Outcome.modified(modified.deliveryFailed(), modified.undeliverableHere(), Map.of());
		}
		if (outcome instanceof Outcome.Rejected rejected && rejected.error() != null) {
			String text = rejected.error().description();
			return Outcome.rejected(new ErrorCondition(rejected.error().condition(),
					(text != null) ? text.substring(0, Math.min(text.length(), CUT_DESCRIPTION)) : null));
		}
		return outcome;
	}

	private static boolean continues(HeldDelivery before, HeldDelivery next, @Nullable Outcome outcome, boolean settled,
			boolean confirming) {
		if (next.id != before.id + 1 || settled != (confirming || !next.link.twoPhase())) {
			return false;
		}
		return confirming || next.outcome() == outcome || (outcome != null && outcome.equals(next.outcome()));
	}

	/** One of its links whose frames are logged, or null. */
	@Nullable Link traced() {
		Link looked = null;
		for (int i = 0; i < this.size; i++) {
			Link link = this.deliveries[i].link;
			if (link != looked && link.tracing()) {
				return link;
			}
			looked = link;
		}
		return null;
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
