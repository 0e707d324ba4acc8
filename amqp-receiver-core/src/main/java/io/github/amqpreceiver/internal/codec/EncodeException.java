package io.github.amqpreceiver.internal.codec;

/**
 * A Java value has no AMQP encoding; the message says why.
 */
public final class EncodeException extends CodecException {

	private static final long serialVersionUID = 1L;

	EncodeException(String message) {
		super(message, true);
	}

}
