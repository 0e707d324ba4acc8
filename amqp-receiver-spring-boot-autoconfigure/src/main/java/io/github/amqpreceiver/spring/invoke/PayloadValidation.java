package io.github.amqpreceiver.spring.invoke;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.convert.DeliveryMessage;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;

/** Validates the payload of one parameter. */
record PayloadValidation(Validator validator, MethodParameter parameter, Object[] hints) {

	void validate(Object payload, Delivery delivery) {
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(payload, name());
		if (this.hints.length > 0 && this.validator instanceof SmartValidator smart) {
			smart.validate(payload, result, this.hints);
		}
		else {
			this.validator.validate(payload, result);
		}
		if (result.hasErrors()) {
			throw new PayloadNotValidException(DeliveryMessage.of(delivery, payload), this.parameter, result);
		}
	}

	private String name() {
		String name = this.parameter.getParameterName();
		return (name != null) ? name : "payload";
	}

}
