package io.github.amqpreceiver.spring.invoke;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.convert.DeliveryHeaders;
import io.github.amqpreceiver.spring.convert.DeliveryMessage;
import io.github.amqpreceiver.spring.convert.PayloadReader;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.DeliveryAcknowledgment;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ClassUtils;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Chooses, at start, how each parameter of a method gets its argument. Nothing of
 * Spring's message is built for the parameters that do not ask for it.
 */
final class ArgumentChooser {

	static final String ALLOWED = "the payload (once), ReceivedMessage, Delivery, AmqpAcknowledgment, MessageProperties, "
			+ "MessageHeader, Spring's Message and MessageHeaders, and parameters with @Header, @Headers or @Payload";

	private static final Map<Class<?>, Argument> WELL_KNOWN = Map.of(Delivery.class, (delivery) -> delivery,
			ReceivedMessage.class, Delivery::message, AmqpAcknowledgment.class, DeliveryAcknowledgment::new,
			MessageProperties.class, (delivery) -> delivery.message().properties(), MessageHeader.class,
			(delivery) -> delivery.message().header(), MessageHeaders.class, DeliveryMessage::headers);

	private final InvocationParts parts;

	ArgumentChooser(InvocationParts parts) {
		this.parts = parts;
	}

	/**
	 * Chooses for a parameter.
	 * @param parameter the parameter
	 * @param type its type, the element's in a batch
	 * @return the argument
	 */
	Argument choose(MethodParameter parameter, ResolvableType type) {
		Class<?> target = type.resolve(Object.class);
		Header header = parameter.getParameterAnnotation(Header.class);
		if (header != null) {
			return header(parameter, type, header);
		}
		if (parameter.hasParameterAnnotation(Headers.class)) {
			return headers(parameter, target);
		}
		Argument wellKnown = WELL_KNOWN.get(target);
		if (wellKnown != null) {
			return wellKnown;
		}
		if (target == Message.class) {
			return message(parameter, type);
		}
		for (HandlerMethodArgumentResolver resolver : this.parts.resolvers()) {
			if (resolver.supportsParameter(parameter)) {
				return new ResolverArgument(resolver, parameter,
						reader(ResolvableType.forClass(Object.class), parameter));
			}
		}
		return payload(parameter, type);
	}

	/** Whether a parameter takes the payload, of which there may be one. */
	static boolean isPayload(Argument argument) {
		return argument instanceof PayloadArgument;
	}

	private Argument payload(MethodParameter parameter, ResolvableType type) {
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		boolean optional = type.resolve() == Optional.class;
		ResolvableType content = optional ? type.getGeneric(0) : type;
		boolean required = (annotation != null) ? annotation.required() : !parameter.isOptional();
		return new PayloadArgument(reader(content, parameter), required, optional, validation(parameter));
	}

	private Argument message(MethodParameter parameter, ResolvableType type) {
		ResolvableType content = type.as(Message.class).getGeneric(0);
		PayloadReader reader = reader(content, parameter);
		PayloadValidation validation = validation(parameter);
		return (delivery) -> {
			Object payload = reader.read(delivery);
			if (payload != null && validation != null) {
				validation.validate(payload, delivery);
			}
			return DeliveryMessage.of(delivery, (payload != null) ? payload : new byte[0]);
		};
	}

	private PayloadReader reader(ResolvableType type, MethodParameter parameter) {
		try {
			return this.parts.converter().reader(type, parameter);
		}
		catch (RuntimeException ex) {
			throw mistake(parameter, "of type " + type + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	private @Nullable PayloadValidation validation(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (hints != null) {
				if (this.parts.validator() == null) {
					throw mistake(parameter, "is to be validated, but there is no Validator", null);
				}
				return new PayloadValidation(this.parts.validator(), parameter, hints);
			}
		}
		return null;
	}

	private Argument header(MethodParameter parameter, ResolvableType type, Header header) {
		String name = header.name().isEmpty() ? parameter.getParameterName() : header.name();
		if (name == null) {
			throw mistake(parameter, "with @Header has no name: give it one, or compile with -parameters", null);
		}
		boolean optional = type.resolve() == Optional.class;
		ResolvableType content = optional ? type.getGeneric(0) : type;
		Class<?> target = ClassUtils.resolvePrimitiveIfNecessary(content.resolve(Object.class));
		TypeDescriptor descriptor = new TypeDescriptor(content, target, parameter.getParameterAnnotations());
		Object defaultValue = null;
		if (!header.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
			String text = this.parts.placeholders().apply(header.defaultValue());
			defaultValue = this.parts.conversionService()
				.convert(text, TypeDescriptor.valueOf(String.class), descriptor);
		}
		boolean required = header.required() && !parameter.isOptional() && defaultValue == null;
		if (!header.required() && defaultValue == null && content.resolve(Object.class).isPrimitive()) {
			throw mistake(parameter, "with @Header(required = false) is primitive and cannot be null: "
					+ "give it a default value, or take " + target.getSimpleName(), null);
		}
		return new HeaderArgument(name, DeliveryHeaders.reader(name), target, descriptor,
				this.parts.conversionService(), required, optional, defaultValue);
	}

	private Argument headers(MethodParameter parameter, Class<?> target) {
		if (target == MessageHeaders.class) {
			return DeliveryMessage::headers;
		}
		if (target != Map.class) {
			throw mistake(parameter,
					"with @Headers is of type " + target.getName() + " but must be Map<String, Object>", null);
		}
		return DeliveryHeaders::all;
	}

	ListenerConfigurationException mistake(MethodParameter parameter, String what, @Nullable Throwable cause) {
		return new ListenerConfigurationException(
				this.parts.description(), "parameter " + parameter.getParameterIndex() + " ("
						+ parameter.getGenericParameterType().getTypeName() + ")",
				what, "a method may take " + ALLOWED, cause);
	}

}
