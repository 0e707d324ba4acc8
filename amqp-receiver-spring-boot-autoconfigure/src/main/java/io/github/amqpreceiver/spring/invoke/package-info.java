/**
 * From a delivery to the call of a method.
 */
@NullMarked
package io.github.amqpreceiver.spring.invoke;

import org.jspecify.annotations.NullMarked;
