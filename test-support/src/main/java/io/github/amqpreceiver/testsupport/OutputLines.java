package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What a process has written. Safe for use by any thread.
 */
final class OutputLines {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition change = this.lock.newCondition();

	private final List<String> lines = new ArrayList<>();

	private boolean ended;

	void add(String line) {
		this.lock.lock();
		try {
			this.lines.add(line);
			this.change.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			this.change.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	List<String> all() {
		this.lock.lock();
		try {
			return List.copyOf(this.lines);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable String await(Predicate<String> condition, Duration timeout) {
		this.lock.lock();
		try {
			int seen = 0;
			long left = timeout.toNanos();
			while (true) {
				for (; seen < this.lines.size(); seen++) {
					if (condition.test(this.lines.get(seen))) {
						return this.lines.get(seen);
					}
				}
				if (this.ended || left <= 0) {
					return null;
				}
				left = this.change.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

}
