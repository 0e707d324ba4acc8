package io.github.amqpreceiver.internal.message;

import java.util.Map;

import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What was decoded of one message and is kept, so that it is decoded once. Owned by no
 * thread: every field is written once or written again with an equal, immutable value.
 */
final class DecodedSections implements DecodingState {

	private final Decoding decoding;

	/** Only of a message that {@link SectionScan} leaves to the general reader. */
	@Nullable SectionIndex index;

	@Nullable MessageHeader header;

	@Nullable MessageProperties properties;

	@Nullable Map<Symbol, Object> messageAnnotations;

	@Nullable Map<String, @Nullable Object> applicationProperties;

	@Nullable MessageBody body;

	DecodedSections(Decoding decoding) {
		this.decoding = decoding;
	}

	@Override
	public Decoding decoding() {
		return this.decoding;
	}

}
