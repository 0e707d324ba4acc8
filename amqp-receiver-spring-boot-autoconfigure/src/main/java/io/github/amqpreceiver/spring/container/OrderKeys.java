package io.github.amqpreceiver.spring.container;

import java.util.Map;
import java.util.function.Function;

import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * What {@code orderBy} means: a property of the message, a header, or an expression over
 * {@link Root}.
 */
final class OrderKeys {

	private static final Map<String, Function<MessageProperties, @Nullable Object>> PROPERTIES = Map.of("group-id",
			MessageProperties::groupId, "subject", MessageProperties::subject, "to", MessageProperties::to, "reply-to",
			MessageProperties::replyTo, "correlation-id", MessageProperties::correlationId, "message-id",
			MessageProperties::messageId, "reply-to-group-id", MessageProperties::replyToGroupId);

	private OrderKeys() {
	}

	static Function<ReceivedMessage, @Nullable Object> of(String orderBy, String description) {
		Function<MessageProperties, @Nullable Object> property = PROPERTIES.get(orderBy);
		if (property != null) {
			return (message) -> property.apply(message.properties());
		}
		return isName(orderBy) ? header(orderBy) : expression(orderBy, description);
	}

	private static boolean isName(String orderBy) {
		return orderBy.chars()
			.allMatch((character) -> Character.isLetterOrDigit(character) || "-_:".indexOf(character) >= 0);
	}

	private static Function<ReceivedMessage, @Nullable Object> header(String name) {
		Symbol symbol = name.startsWith("x-") ? Symbol.valueOf(name) : null;
		return (message) -> (symbol != null) ? message.messageAnnotations().get(symbol)
				: message.applicationProperty(name);
	}

	private static Function<ReceivedMessage, @Nullable Object> expression(String text, String description) {
		Expression expression;
		try {
			expression = new SpelExpressionParser().parseExpression(text);
		}
		catch (ParseException ex) {
			throw new ListenerConfigurationException(description, "orderBy",
					"'" + text + "' is not an expression: " + ex.getMessage(),
					"name a property (group-id), a header, or write an expression such as headers['customer']", ex);
		}
		SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withInstanceMethods()
			.build();
		return (message) -> expression.getValue(context, new Root(message));
	}

	/**
	 * What an expression sees.
	 *
	 * @param message the message
	 */
	public record Root(ReceivedMessage message) {

		/**
		 * The application properties.
		 * @return values by name
		 */
		public Map<String, @Nullable Object> getHeaders() {
			return this.message.applicationProperties();
		}

		/**
		 * The message annotations.
		 * @return values by name
		 */
		public Map<Symbol, Object> getAnnotations() {
			return this.message.messageAnnotations();
		}

		/**
		 * The properties section.
		 * @return the properties
		 */
		public MessageProperties getProperties() {
			return this.message.properties();
		}

		/**
		 * The body as text.
		 * @return the text
		 */
		public String getBody() {
			return this.message.bodyText();
		}

	}

}
