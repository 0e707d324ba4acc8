package io.github.amqpreceiver.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.amqpreceiver.spring.settle.FailureOutcome;

/**
 * What becomes of a message whose method threw an exception of these types, or one that
 * was caused by one of them.
 *
 * @since 0.1
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnFailure {

	/**
	 * The types, subtypes included.
	 * @return the types
	 */
	Class<? extends Throwable>[] value();

	/**
	 * The outcome.
	 * @return the outcome
	 */
	FailureOutcome outcome();

}
