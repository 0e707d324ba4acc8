package io.github.amqpreceiver.spring.invoke;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import io.github.amqpreceiver.spring.convert.PayloadConversionException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.springframework.util.ClassUtils;
import org.springframework.validation.method.MethodValidationException;

/**
 * What Spring's method validation, on beans whose class has {@code @Validated}, says of
 * the arguments of a listener: the message is not valid, and no other attempt would make
 * it so. What the method itself, or what it calls, finds invalid is a failure like any
 * other.
 */
final class ArgumentViolations {

	private static final boolean JAKARTA = ClassUtils.isPresent("jakarta.validation.ConstraintViolationException",
			ArgumentViolations.class.getClassLoader());

	private ArgumentViolations() {
	}

	/**
	 * Looks at what a call threw.
	 * @param failure what it threw
	 * @param method the method that was called
	 * @return that the message is not valid, or else the same failure
	 */
	static Exception translated(Exception failure, Method method) {
		String reason = (failure instanceof MethodValidationException invalid) ? reason(invalid, method)
				: JAKARTA ? Jakarta.reason(failure, method) : "";
		return reason.isEmpty() ? failure
				: new PayloadConversionException("The arguments are not valid: " + reason, failure);
	}

	private static String reason(MethodValidationException invalid, Method method) {
		boolean ours = !invalid.isForReturnValue() && invalid.getMethod().getName().equals(method.getName())
				&& areRelated(invalid.getMethod().getDeclaringClass(), method);
		return ours ? invalid.getParameterValidationResults()
			.stream()
			.map((result) -> result.getMethodParameter().getParameterName() + " "
					+ result.getResolvableErrors().get(0).getDefaultMessage())
			.collect(Collectors.joining("; ")) : "";
	}

	/** The method may be a proxy's, and the superclass may have declared it. */
	private static boolean areRelated(Class<?> type, Method method) {
		return type.isAssignableFrom(method.getDeclaringClass()) || method.getDeclaringClass().isAssignableFrom(type);
	}

	/** Only loaded where the library is there. */
	private static final class Jakarta {

		static String reason(Exception failure, Method method) {
			List<String> reasons = new ArrayList<>();
			if (failure instanceof ConstraintViolationException invalid) {
				for (ConstraintViolation<?> violation : invalid.getConstraintViolations()) {
					StringJoiner argument = new StringJoiner(".");
					boolean ours = false;
					for (Path.Node node : violation.getPropertyPath()) {
						if (node.getKind() == ElementKind.METHOD) {
							ours = node.getName().equals(method.getName())
									&& areRelated(violation.getRootBeanClass(), method);
						}
						else if (node.getKind() == ElementKind.RETURN_VALUE) {
							ours = false;
						}
						else {
							argument.add(String.valueOf(node.getName()));
						}
					}
					if (!ours) {
						return "";
					}
					reasons.add(argument + " " + violation.getMessage());
				}
			}
			return reasons.stream().sorted().collect(Collectors.joining("; "));
		}

	}

}
