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

	private final Deque<Entry> entries = new ArrayDeque<>();

	RecentIds(int most) {
		this.most = most;
	}

	synchronized void add(String id) {
		this.entries.add(new Entry(id, System.nanoTime()));
		if (this.entries.size() > this.most) {
			this.entries.remove();
		}
	}

	/** The last so many, or as many as there are. */
	synchronized List<String> last(int count) {
		return this.entries.stream().skip(Math.max(0, this.entries.size() - count)).map(Entry::id).toList();
	}

	/** Those that were processed at that time of the JVM's clock or later. */
	synchronized List<String> since(long nanoTime) {
		return this.entries.stream().filter((entry) -> entry.at() - nanoTime >= 0).map(Entry::id).toList();
	}

	private record Entry(String id, long at) {
	}

}
