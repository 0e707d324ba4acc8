package io.github.amqpreceiver.internal.dispatch;

import io.github.amqpreceiver.internal.protocol.HeldDelivery;

/** Runs handlers on the event loop: no hop at all, for handlers that never block. */
final class InlineDispatcher extends Dispatcher {

	InlineDispatcher(HandlerCall call) {
		super(call, null);
	}

	@Override
	void offer(HeldDelivery delivery) {
		call().run(delivery, () -> {
		});
		delivery.announce();
	}

	@Override
	public void burstEnded() {
	}

}
