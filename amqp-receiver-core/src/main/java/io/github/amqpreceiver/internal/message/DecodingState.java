package io.github.amqpreceiver.internal.message;

/**
 * How far a message is decoded: not at all, or what is kept of it. Both lead to how it is
 * decoded, so that a message has one field for the two.
 */
sealed interface DecodingState permits Decoding, DecodedSections {

	/** How the message is decoded. */
	Decoding decoding();

}
