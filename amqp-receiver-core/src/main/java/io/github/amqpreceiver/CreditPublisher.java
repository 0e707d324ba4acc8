package io.github.amqpreceiver;

import java.util.concurrent.Flow;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.dispatch.DemandPublisher;
import io.github.amqpreceiver.options.ReceiverOptions;

/** Turns demand into link credit, at each attachment anew. */
final class CreditPublisher implements ReceiverPublisher {

	private final DemandPublisher publisher = new DemandPublisher((demand) -> grant());

	private final MessageReceiver receiver;

	private final int most;

	CreditPublisher(AmqpSession session, ReceiverOptions options) {
		ReceiverListener listener = options.listener();
		this.most = options.prefetch();
		this.receiver = session.receiver(options.toBuilder().prefetch(0).listener((event) -> {
			onEvent(event);
			listener.onEvent(event);
		}).build(), (delivery) -> {
			if (!this.publisher.offer(delivery)) {
				delivery.release();
			}
			return MessageHandler.SETTLES_ITSELF;
		});
	}

	private void onEvent(ReceiverEvent event) {
		if (!(event instanceof ReceiverEvent.StateChanged change)) {
			return;
		}
		if (change.current() == ReceiverState.OPEN) {
			if (this.publisher.demand() > 0) {
				grant();
			}
		}
		else if (change.current() == ReceiverState.DESTROYED) {
			this.publisher.end(null);
		}
		else if (change.current() == ReceiverState.ERROR) {
			this.publisher.end(change.error());
		}
		else {
			this.publisher.releaseWaiting();
		}
	}

	/** Fails where the link is not there; the next attachment asks again. */
	private void grant() {
		MessageReceiver granted = this.receiver;
		if (granted != null && granted.state() == ReceiverState.OPEN) {
			long demand = this.publisher.demand();
			// What is held and not settled takes its place beside what is wanted.
			long wanted = (demand == 0) ? 0 : demand + granted.status().counters().unsettled();
			granted.resetLinkCredit((int) Math.min(this.most, (wanted < 0) ? Long.MAX_VALUE : wanted), false);
		}
	}

	@Override
	public MessageReceiver receiver() {
		return this.receiver;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Delivery> subscriber) {
		this.publisher.subscribe(subscriber);
	}

}
