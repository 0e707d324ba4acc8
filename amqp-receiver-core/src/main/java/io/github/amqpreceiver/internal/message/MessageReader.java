package io.github.amqpreceiver.internal.message;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.options.Limits;

/**
 * The reader of a thread, used again for every message that it decodes: a section costs
 * no objects but its values. Never used while it is in use, because decoding calls
 * nobody.
 */
final class MessageReader {

	private static final ThreadLocal<MessageReader> OF_THREAD = new ThreadLocal<>();

	private final Limits limits;

	private final AmqpReader reader;

	private MessageReader(Limits limits) {
		this.limits = limits;
		this.reader = new AmqpReader(CodecLimits.of(limits));
	}

	/**
	 * A reader that stands before a part of a message, with a full budget.
	 * @param limits what decoding may cost
	 * @param bytes holds the message
	 * @param from where to begin
	 * @param to where the message ends
	 * @return the reader, until the next call on this thread; to be released after use
	 */
	static AmqpReader at(Limits limits, byte[] bytes, int from, int to) {
		MessageReader own = OF_THREAD.get();
		if (own == null || own.limits != limits) {
			own = new MessageReader(limits);
			OF_THREAD.set(own);
		}
		return own.reader.reset(bytes, from, to);
	}

}
