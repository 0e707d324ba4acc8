package io.github.amqpreceiver.internal.dispatch;

import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import org.jspecify.annotations.Nullable;

/**
 * Runs handlers on the event loop: no hop at all, for handlers that never block. What
 * came in a burst is handled at its end, in one loop that does nothing else, so that the
 * compiler sees the handler and the message apart from the frames.
 */
final class InlineDispatcher extends Dispatcher {

	private @Nullable HeldDelivery first;

	private @Nullable HeldDelivery last;

	InlineDispatcher(HandlerCall call) {
		super(call, null);
		call.oneAtATime();
	}

	@Override
	void offer(HeldDelivery delivery) {
		HeldDelivery end = this.last;
		this.last = delivery;
		if (end == null) {
			this.first = delivery;
		}
		else {
			end.nextBuffered(delivery);
		}
	}

	@Override
	public void burstEnded() {
		HeldDelivery next = this.first;
		this.first = null;
		this.last = null;
		while (next != null) {
			HeldDelivery behind = next.nextBuffered();
			next.nextBuffered(null);
			call().runOnLoop(next);
			next = behind;
		}
	}

}
