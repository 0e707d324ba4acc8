package io.github.amqpreceiver.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.qpid.protonj2.client.AdvancedMessage;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.types.messaging.AmqpSequence;
import org.apache.qpid.protonj2.types.messaging.AmqpValue;
import org.apache.qpid.protonj2.types.messaging.Data;
import org.apache.qpid.protonj2.types.messaging.Section;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent by a {@link ReferenceSender}: a body of any kind that AMQP knows
 * and the sections round it. Durable unless said otherwise. Not safe for use by several
 * threads at once.
 *
 * @since 0.1.0
 */
public final class TestMessage {

	private final AdvancedMessage<Object> message;

	private final Map<String, Object> deliveryAnnotations = new LinkedHashMap<>();

	private @Nullable Object id;

	private TestMessage(List<Section<?>> body) {
		this.message = Attempt.call("create message", () -> {
			AdvancedMessage<Object> created = Message.create().toAdvancedMessage();
			created.durable(true);
			for (Section<?> section : body) {
				created.addBodySection(section);
			}
			return created;
		});
	}

	/**
	 * A message with one data section for each of the arguments.
	 * @param sections the bytes
	 * @return the message
	 */
	public static TestMessage data(byte[]... sections) {
		List<Section<?>> body = new ArrayList<>();
		for (byte[] section : sections) {
			body.add(new Data(section));
		}
		return new TestMessage(body);
	}

	/**
	 * A message with one data section that holds a text in UTF-8.
	 * @param text the text
	 * @return the message
	 */
	public static TestMessage text(String text) {
		return data(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A message with one amqp-sequence section for each of the arguments.
	 * @param sections the lists
	 * @return the message
	 */
	public static TestMessage sequence(List<?>... sections) {
		List<Section<?>> body = new ArrayList<>();
		for (List<?> section : sections) {
			body.add(new AmqpSequence<>(List.copyOf(section)));
		}
		return new TestMessage(body);
	}

	/**
	 * A message whose body is one amqp-value section.
	 * @param value a value that the protonj2 codec can encode, or {@code null}
	 * @return the message
	 */
	public static TestMessage value(@Nullable Object value) {
		return new TestMessage(List.of(new AmqpValue<>(value)));
	}

	/**
	 * A message without a body section, which the specification does not allow and
	 * brokers let pass.
	 * @return the message
	 */
	public static TestMessage empty() {
		return new TestMessage(List.of());
	}

	/**
	 * Sets the message-id.
	 * @param id a string, a {@code UUID}, a {@code Binary} or an {@code UnsignedLong}
	 * @return this message
	 */
	public TestMessage id(Object id) {
		this.id = id;
		return with((it) -> it.messageId(id));
	}

	/**
	 * The message-id that was set.
	 * @return the id or {@code null}
	 */
	public @Nullable Object id() {
		return this.id;
	}

	/**
	 * Sets the header's durable flag.
	 * @param durable whether brokers are to keep the message
	 * @return this message
	 */
	public TestMessage durable(boolean durable) {
		return with((it) -> it.durable(durable));
	}

	/**
	 * Sets the group-id.
	 * @param groupId the group
	 * @return this message
	 */
	public TestMessage groupId(String groupId) {
		return with((it) -> it.groupId(groupId));
	}

	/**
	 * Sets the subject.
	 * @param subject the subject
	 * @return this message
	 */
	public TestMessage subject(String subject) {
		return with((it) -> it.subject(subject));
	}

	/**
	 * Sets the content-type.
	 * @param contentType a MIME type
	 * @return this message
	 */
	public TestMessage contentType(String contentType) {
		return with((it) -> it.contentType(contentType));
	}

	/**
	 * Asks for an answer.
	 * @param replyTo where the answer goes
	 * @param correlationId what it is to refer to
	 * @return this message
	 */
	public TestMessage replyTo(String replyTo, Object correlationId) {
		return with((it) -> it.replyTo(replyTo).correlationId(correlationId));
	}

	/**
	 * Adds an application property.
	 * @param name its name
	 * @param value its value
	 * @return this message
	 */
	public TestMessage property(String name, Object value) {
		return with((it) -> it.property(name, value));
	}

	/**
	 * Adds a message annotation.
	 * @param name its name, a symbol on the wire
	 * @param value its value
	 * @return this message
	 */
	public TestMessage annotation(String name, Object value) {
		return with((it) -> it.annotation(name, value));
	}

	/**
	 * Adds a delivery annotation.
	 * @param name its name, a symbol on the wire
	 * @param value its value
	 * @return this message
	 */
	public TestMessage deliveryAnnotation(String name, Object value) {
		this.deliveryAnnotations.put(name, value);
		return this;
	}

	/**
	 * Adds a footer.
	 * @param name its name, a symbol on the wire
	 * @param value its value
	 * @return this message
	 */
	public TestMessage footer(String name, Object value) {
		return with((it) -> it.footer(name, value));
	}

	/**
	 * Sets anything that has no method here, on the protonj2 message itself.
	 * @param change what to do with it
	 * @return this message
	 */
	public TestMessage with(Change change) {
		Attempt.run("change message", () -> change.apply(this.message));
		return this;
	}

	AdvancedMessage<Object> message() {
		return this.message;
	}

	Map<String, Object> deliveryAnnotations() {
		return this.deliveryAnnotations;
	}

	/**
	 * A change of the protonj2 message.
	 */
	@FunctionalInterface
	public interface Change {

		/**
		 * Makes the change.
		 * @param message the message to change
		 * @throws ClientException as protonj2 declares it
		 */
		void apply(AdvancedMessage<Object> message) throws ClientException;

	}

}
