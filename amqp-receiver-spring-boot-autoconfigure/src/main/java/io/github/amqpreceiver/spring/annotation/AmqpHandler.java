package io.github.amqpreceiver.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * One of the methods of a class with {@link AmqpListener}; the type of the payload
 * chooses among them.
 *
 * @since 0.1
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@MessageMapping
public @interface AmqpHandler {

	/**
	 * Whether this method takes the payloads that suit no other.
	 * @return whether it is the fallback
	 */
	boolean fallback() default false;

}
