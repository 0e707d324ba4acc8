package io.github.amqpreceiver.reliability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The ids that were processed last: the broker may not have been told of their settlement
 * when a fault strikes, or may not have written it. Safe for use by any thread.
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

	/** The last so many, or as many as there are. */
	synchronized List<String> last(int count) {
		return this.ids.stream().skip(Math.max(0, this.ids.size() - count)).toList();
	}

}
