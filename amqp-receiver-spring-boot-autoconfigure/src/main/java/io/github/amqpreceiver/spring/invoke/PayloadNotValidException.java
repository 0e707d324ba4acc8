package io.github.amqpreceiver.spring.invoke;

import java.util.stream.Collectors;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * A payload is not valid. Its message names fields and reasons but not the values, since
 * it ends in logs and in the broker.
 *
 * @since 0.1
 */
public class PayloadNotValidException extends MethodArgumentNotValidException {

	private static final long serialVersionUID = 1L;

	private final String reason;

	PayloadNotValidException(Message<?> message, MethodParameter parameter, BindingResult result) {
		super(message, parameter, result);
		this.reason = "The payload is not valid: " + result.getAllErrors()
			.stream()
			.map(PayloadNotValidException::describe)
			.collect(Collectors.joining("; "));
	}

	@Override
	public String getMessage() {
		return this.reason;
	}

	private static String describe(ObjectError error) {
		String where = (error instanceof FieldError field) ? field.getField() : error.getObjectName();
		return where + " " + error.getDefaultMessage();
	}

}
