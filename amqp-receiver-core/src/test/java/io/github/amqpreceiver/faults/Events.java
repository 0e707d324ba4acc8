package io.github.amqpreceiver.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;

/** Keeps all events; safe for use by any thread. */
final class Events implements ReceiverListener {

	private final List<ReceiverEvent> all = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(ReceiverEvent event) {
		this.all.add(event);
	}

	<T extends ReceiverEvent> List<T> of(Class<T> type) {
		return this.all.stream().filter(type::isInstance).map(type::cast).toList();
	}

	<T extends ReceiverEvent> int count(Class<T> type) {
		return of(type).size();
	}

}
