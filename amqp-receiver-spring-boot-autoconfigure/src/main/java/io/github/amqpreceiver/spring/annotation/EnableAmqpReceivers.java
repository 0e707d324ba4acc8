package io.github.amqpreceiver.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Switches {@link AmqpListener} on. Wants a container factory bean named
 * {@code amqpReceiverListenerContainerFactory}; Spring Boot applications get both without
 * this annotation.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(AmqpReceiversRegistrar.class)
public @interface EnableAmqpReceivers {

}
