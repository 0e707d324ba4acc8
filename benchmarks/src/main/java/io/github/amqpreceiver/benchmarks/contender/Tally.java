package io.github.amqpreceiver.benchmarks.contender;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts the messages that handlers got. Every handler calls {@link #handled} with the
 * body and the property that it read, so that neither is dead code. Callable from any
 * thread.
 */
public final class Tally {

	private final LongAdder messages = new LongAdder();

	private final LongAdder broken = new LongAdder();

	/**
	 * Counts one message.
	 * @param body the bytes of its data section
	 * @param key its application property
	 */
	public void handled(byte @Nullable [] body, @Nullable Object key) {
		if (body == null || key == null) {
			handled(0, (byte) 0, key);
		}
		else {
			handled(body.length, body[body.length - 1], key);
		}
	}

	/**
	 * Counts one message whose body is not an array of its own.
	 * @param bodySize the number of bytes
	 * @param lastByte the last of them
	 * @param key its application property
	 */
	public void handled(int bodySize, byte lastByte, @Nullable Object key) {
		if (bodySize == 0 || lastByte == 0 || key == null || key.toString().length() != 4) {
			this.broken.increment();
		}
		this.messages.increment();
	}

	/**
	 * Counts messages of which only frames were cut.
	 * @param count how many
	 */
	public void cut(int count) {
		this.messages.add(count);
	}

	/**
	 * Returns how many messages were handled since the start.
	 * @return the number of messages
	 */
	public long messages() {
		return this.messages.sum();
	}

	/**
	 * Returns how many messages lacked body or property, which means that the contender
	 * is used wrongly.
	 * @return the number of messages
	 */
	public long broken() {
		return this.broken.sum();
	}

}
