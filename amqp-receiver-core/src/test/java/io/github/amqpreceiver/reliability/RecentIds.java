package io.github.amqpreceiver.reliability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The ids that were processed last: the broker may not have been told of their settlement
 * when a fault strikes. A flow that renews credit follows the dispositions before it, so
 * these are never more than twice the prefetch. Safe for use by any thread.
 */
final class RecentIds {

	private final int most;

	private final Deque<String> ids = new ArrayDeque<>();

	RecentIds(int most) {
		this.most = most;
	}

	synchronized void add(String id) {
		this.ids.add(id);
		if (this.ids.size() > this.most) {
			this.ids.remove();
		}
	}

	synchronized List<String> snapshot() {
		return List.copyOf(this.ids);
	}

}
