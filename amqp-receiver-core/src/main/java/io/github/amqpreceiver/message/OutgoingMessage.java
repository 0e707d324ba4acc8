package io.github.amqpreceiver.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A message to send: immutable, with the sections of AMQP 1.0, section 3.2.
 *
 * @param header the header; {@link MessageHeader#ABSENT} is not written
 * @param deliveryAnnotations delivery annotations, may be empty
 * @param messageAnnotations message annotations, may be empty
 * @param properties the properties; {@link MessageProperties#ABSENT} is not written
 * @param applicationProperties application properties, may be empty
 * @param body the body
 * @since 0.1
 */
public record OutgoingMessage(MessageHeader header, Map<Symbol, Object> deliveryAnnotations,
		Map<Symbol, Object> messageAnnotations, MessageProperties properties,
		Map<String, @Nullable Object> applicationProperties, MessageBody body) {

	/**
	 * Copies the maps.
	 */
	public OutgoingMessage {
		deliveryAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(deliveryAnnotations));
		messageAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(messageAnnotations));
		applicationProperties = Collections.unmodifiableMap(new LinkedHashMap<>(applicationProperties));
	}

	/**
	 * Starts a message with one data section.
	 * @param bytes the bytes, not copied
	 * @return a builder
	 */
	public static Builder data(byte[] bytes) {
		return new Builder(new MessageBody.Data(List.of(bytes)));
	}

	/**
	 * Starts a message with an amqp-value of type string.
	 * @param text the text
	 * @return a builder
	 */
	public static Builder text(String text) {
		return value(text);
	}

	/**
	 * Starts a message with one data section of UTF-8 encoded JSON.
	 * @param json the JSON text
	 * @return a builder with content-type {@code application/json}
	 */
	public static Builder json(String json) {
		return data(json.getBytes(StandardCharsets.UTF_8)).contentType("application/json");
	}

	/**
	 * Starts a message with an amqp-value.
	 * @param value any AMQP value
	 * @return a builder
	 */
	public static Builder value(@Nullable Object value) {
		return new Builder(new MessageBody.Value(value));
	}

	/**
	 * Starts a message with any body.
	 * @param body the body
	 * @return a builder
	 */
	public static Builder body(MessageBody body) {
		return new Builder(body);
	}

	/** Builds an {@link OutgoingMessage}; not thread-safe. */
	public static final class Builder {

		private final MessageBody body;

		private final Map<Symbol, Object> deliveryAnnotations = new LinkedHashMap<>();

		private final Map<Symbol, Object> messageAnnotations = new LinkedHashMap<>();

		private final Map<String, @Nullable Object> applicationProperties = new LinkedHashMap<>();

		private MessageHeader header = MessageHeader.ABSENT;

		private @Nullable Object messageId;

		private @Nullable Object correlationId;

		private @Nullable String to;

		private @Nullable String subject;

		private @Nullable String replyTo;

		private @Nullable String contentType;

		private @Nullable String groupId;

		private @Nullable Instant absoluteExpiryTime;

		private @Nullable Instant creationTime;

		private @Nullable MessageProperties properties;

		private Builder(MessageBody body) {
			this.body = body;
		}

		/**
		 * Sets the whole header.
		 * @param header the header
		 * @return this
		 */
		public Builder header(MessageHeader header) {
			this.header = header;
			return this;
		}

		/**
		 * Sets whether the message is durable.
		 * @param durable whether it survives a broker restart
		 * @return this
		 */
		public Builder durable(boolean durable) {
			this.header = new MessageHeader(durable, this.header.priority(), this.header.ttl(),
					this.header.firstAcquirer(), this.header.deliveryCount());
			return this;
		}

		/**
		 * Sets all properties at once; single property setters of this builder are then
		 * ignored.
		 * @param properties the properties
		 * @return this
		 */
		public Builder properties(MessageProperties properties) {
			this.properties = properties;
			return this;
		}

		/**
		 * Sets the message id.
		 * @param messageId a String, {@code byte[]}, UUID or unsigned long
		 * @return this
		 */
		public Builder messageId(Object messageId) {
			this.messageId = messageId;
			return this;
		}

		/**
		 * Sets the correlation id.
		 * @param correlationId a String, {@code byte[]}, UUID or unsigned long
		 * @return this
		 */
		public Builder correlationId(@Nullable Object correlationId) {
			this.correlationId = correlationId;
			return this;
		}

		/**
		 * Sets the address that the message is for.
		 * @param to an address
		 * @return this
		 */
		public Builder to(@Nullable String to) {
			this.to = to;
			return this;
		}

		/**
		 * Sets the subject.
		 * @param subject a short summary
		 * @return this
		 */
		public Builder subject(@Nullable String subject) {
			this.subject = subject;
			return this;
		}

		/**
		 * Sets the address for replies.
		 * @param replyTo an address
		 * @return this
		 */
		public Builder replyTo(@Nullable String replyTo) {
			this.replyTo = replyTo;
			return this;
		}

		/**
		 * Sets the content type.
		 * @param contentType a MIME type
		 * @return this
		 */
		public Builder contentType(@Nullable String contentType) {
			this.contentType = contentType;
			return this;
		}

		/**
		 * Sets the group id.
		 * @param groupId the group
		 * @return this
		 */
		public Builder groupId(@Nullable String groupId) {
			this.groupId = groupId;
			return this;
		}

		/**
		 * Sets when the message expires.
		 * @param absoluteExpiryTime the instant
		 * @return this
		 */
		public Builder absoluteExpiryTime(@Nullable Instant absoluteExpiryTime) {
			this.absoluteExpiryTime = absoluteExpiryTime;
			return this;
		}

		/**
		 * Sets when the message was created.
		 * @param creationTime the instant
		 * @return this
		 */
		public Builder creationTime(@Nullable Instant creationTime) {
			this.creationTime = creationTime;
			return this;
		}

		/**
		 * Adds an application property.
		 * @param name its name
		 * @param value a simple AMQP value
		 * @return this
		 */
		public Builder applicationProperty(String name, @Nullable Object value) {
			this.applicationProperties.put(name, value);
			return this;
		}

		/**
		 * Adds a message annotation.
		 * @param name its name
		 * @param value any AMQP value
		 * @return this
		 */
		public Builder messageAnnotation(Symbol name, Object value) {
			this.messageAnnotations.put(name, value);
			return this;
		}

		/**
		 * Adds a delivery annotation.
		 * @param name its name
		 * @param value any AMQP value
		 * @return this
		 */
		public Builder deliveryAnnotation(Symbol name, Object value) {
			this.deliveryAnnotations.put(name, value);
			return this;
		}

		/**
		 * Builds the message.
		 * @return the message
		 */
		public OutgoingMessage build() {
			MessageProperties built = (this.properties != null) ? this.properties
					: new MessageProperties(this.messageId, null, this.to, this.subject, this.replyTo,
							this.correlationId, this.contentType, null, this.absoluteExpiryTime, this.creationTime,
							this.groupId, null, null);
			return new OutgoingMessage(this.header, this.deliveryAnnotations, this.messageAnnotations, built,
					this.applicationProperties, this.body);
		}

	}

}
