package io.github.amqpreceiver.internal.codec;

/**
 * A value could not be encoded or decoded.
 */
public abstract sealed class CodecException extends RuntimeException permits DecodeException, EncodeException {

	private static final long serialVersionUID = 1L;

	CodecException(String message, boolean writableStackTrace) {
		super(message, null, false, writableStackTrace);
	}

}
