package io.github.amqpreceiver.internal.codec;

/**
 * Bytes are not what they claim to be. The message is one sentence with the type, the
 * offset and the claimed value, and never a part of the content.
 * <p>
 * It has no stack trace: a stranger decides how often it is thrown, and the offset says
 * more than the frames would.
 */
public final class DecodeException extends CodecException {

	private static final long serialVersionUID = 1L;

	private final int offset;

	DecodeException(String message, int offset) {
		super(message + ", at offset " + offset, false);
		this.offset = offset;
	}

	/**
	 * Where the broken value begins.
	 * @return bytes from the start of the frame body or message that was given to the
	 * reader
	 */
	public int offset() {
		return this.offset;
	}

}
