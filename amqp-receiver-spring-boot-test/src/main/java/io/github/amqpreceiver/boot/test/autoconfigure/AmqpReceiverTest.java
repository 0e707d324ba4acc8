package io.github.amqpreceiver.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Put on a test class: starts the application's listeners, and nothing else of it,
 * against an {@link io.github.amqpreceiver.test.AmqpPeer AmqpPeer} in this JVM, which the
 * test injects.
 * <p>
 * Of the scanned components those come in that have an {@code @AmqpListener}, and beans
 * of the types that listeners are made with: error handlers, recoverers, interceptors,
 * customizers, message converters and Jackson modules. Services that a listener calls are
 * replaced ({@code @MockitoBean}) or imported ({@code @Import}).
 * <p>
 * Of the auto-configurations those of the receiver, of Jackson, validation and SSL
 * bundles come in.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(AmqpReceiverTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(AmqpReceiverTypeExcludeFilter.class)
@AutoConfigureAmqpPeer
@ImportAutoConfiguration
public @interface AmqpReceiverTest {

	/**
	 * Properties for the {@link Environment}, each {@code key=value}.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * The components with listeners that come in; an alias for {@link #listeners()}.
	 * @return the components, empty for all
	 */
	@AliasFor("listeners")
	Class<?>[] value() default {};

	/**
	 * The components with listeners that come in, among those that are scanned.
	 * @return the components, empty for all
	 */
	@AliasFor("value")
	Class<?>[] listeners() default {};

	/**
	 * Whether components come in by the default rule above; without, only
	 * {@link #includeFilters()} decide.
	 * @return whether the default rule holds
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Further components that come in.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Components that stay out.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations that stay out.
	 * @return the auto-configurations
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
