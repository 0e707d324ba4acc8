package io.github.amqpreceiver.internal.message;

import java.nio.charset.Charset;

import io.github.amqpreceiver.options.Limits;

/**
 * How the messages of one link are decoded; they share it.
 *
 * @param charset the charset of data bodies whose content-type names none
 * @param limits what decoding may cost
 * @param messageFormat the message-format of their transfers
 */
public record Decoding(Charset charset, Limits limits, int messageFormat) implements DecodingState {

	/**
	 * Decodes messages of the standard format.
	 * @param charset the charset of data bodies whose content-type names none
	 * @param limits what decoding may cost
	 */
	public Decoding(Charset charset, Limits limits) {
		this(charset, limits, 0);
	}

	@Override
	public Decoding decoding() {
		return this;
	}

	/** The same for a message of another format. */
	Decoding ofFormat(int format) {
		return (format == this.messageFormat) ? this : new Decoding(this.charset, this.limits, format);
	}

}
