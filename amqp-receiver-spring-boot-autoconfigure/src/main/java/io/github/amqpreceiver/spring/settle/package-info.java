/**
 * From a result or an exception to the outcome of a message.
 */
@NullMarked
package io.github.amqpreceiver.spring.settle;

import org.jspecify.annotations.NullMarked;
