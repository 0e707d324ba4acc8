package io.github.amqpreceiver.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message as it came over the wire to the {@link ReferenceReceiver}: every section. The
 * values are those of the protonj2 codec, the names plain strings.
 *
 * @param durable the header's durable
 * @param priority the header's priority, 4 where it has none
 * @param deliveryCount the header's delivery-count
 * @param deliveryAnnotations the delivery annotations
 * @param annotations the message annotations
 * @param properties the properties that are set, by their names in the specification:
 * {@code message-id}, {@code group-id} …
 * @param applicationProperties the application properties
 * @param body the body sections in their order
 * @param footer the footer
 * @since 0.1.0
 */
public record MessageView(boolean durable, int priority, long deliveryCount, Map<String, Object> deliveryAnnotations,
		Map<String, Object> annotations, Map<String, Object> properties, Map<String, Object> applicationProperties,
		List<BodySection> body, Map<String, Object> footer) {

	/**
	 * The message-id.
	 * @return the id or {@code null}
	 */
	public @Nullable Object messageId() {
		return this.properties.get("message-id");
	}

	/**
	 * The bytes of all data sections.
	 * @return the bytes, one section after the other
	 */
	public byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (BodySection section : this.body) {
			if (section instanceof BodySection.Data data) {
				bytes.writeBytes(data.bytes());
			}
		}
		return bytes.toByteArray();
	}

	/**
	 * The body as text: the value when it is a string, else the data sections in UTF-8.
	 * @return the text
	 */
	public String text() {
		if (this.body.size() == 1 && this.body.get(0) instanceof BodySection.Value value
				&& value.value() instanceof String text) {
			return text;
		}
		return new String(bytes(), StandardCharsets.UTF_8);
	}

}
