package io.github.amqpreceiver.internal.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The senders of a session that wait for its window; touched only on the event loop.
 */
final class PendingTransfers {

	private final Set<SenderLink> waiting = new LinkedHashSet<>();

	void add(SenderLink link) {
		this.waiting.add(link);
	}

	/** The window may have opened: each goes on where it stopped. */
	void resume() {
		if (!this.waiting.isEmpty()) {
			List<SenderLink> resumed = List.copyOf(this.waiting);
			this.waiting.clear();
			resumed.forEach(SenderLink::pump);
		}
	}

	void clear() {
		this.waiting.clear();
	}

}
