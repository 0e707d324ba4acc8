package io.github.amqpreceiver.internal.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers flows that ask for an echo, but not more often than once in 10 ms for a whole
 * connection, however often a peer asks (hostile input, B-39). Touched only on the event
 * loop.
 */
final class EchoLimiter {

	private static final long EVERY_NANOS = 10_000_000;

	private final Loop loop;

	private final Map<Object, Runnable> due = new LinkedHashMap<>();

	private boolean scheduled;

	private long lastAt;

	EchoLimiter(Loop loop) {
		this.loop = loop;
		this.lastAt = loop.nanoTime() - EVERY_NANOS;
	}

	/**
	 * Answers now, or as soon as that is allowed.
	 * @param who the link or session that answers: once, however often it was asked
	 * @param answer writes the answer
	 */
	void answer(Object who, Runnable answer) {
		long now = this.loop.nanoTime();
		if (!this.scheduled && now - this.lastAt >= EVERY_NANOS) {
			this.lastAt = now;
			answer.run();
			return;
		}
		this.due.put(who, answer);
		if (!this.scheduled) {
			this.scheduled = true;
			this.loop.schedule(this::answerAll, EVERY_NANOS - (now - this.lastAt));
		}
	}

	private void answerAll() {
		this.scheduled = false;
		this.lastAt = this.loop.nanoTime();
		List<Runnable> answers = List.copyOf(this.due.values());
		this.due.clear();
		answers.forEach(Runnable::run);
	}

}
