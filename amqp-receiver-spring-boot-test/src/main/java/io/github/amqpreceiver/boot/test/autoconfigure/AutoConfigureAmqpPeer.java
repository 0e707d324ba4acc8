package io.github.amqpreceiver.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Put on a test class, mostly beside {@code @SpringBootTest}: adds an
 * {@link io.github.amqpreceiver.test.AmqpPeer AmqpPeer} bean, and lets every connection
 * of {@code amqp.receiver.*}, the named ones included, lead there. After each test method
 * the peer is reset.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureAmqpPeer {

	/**
	 * How long the default connection and its links wait before the first attempt to come
	 * back, so that tests of recovery are short.
	 * @return {@code amqp.receiver.recovery.initial-delay}
	 */
	@PropertyMapping("amqp.receiver.recovery.initial-delay")
	String initialDelay() default "10ms";

	/**
	 * How long they wait before a later attempt at most.
	 * @return {@code amqp.receiver.recovery.max-delay}
	 */
	@PropertyMapping("amqp.receiver.recovery.max-delay")
	String maxDelay() default "200ms";

}
