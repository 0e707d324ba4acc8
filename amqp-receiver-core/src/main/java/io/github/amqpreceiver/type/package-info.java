/**
 * The AMQP types that Java lacks (AMQP 1.0, section 1.6): immutable values, free of any
 * dependency.
 */
@NullMarked
package io.github.amqpreceiver.type;

import org.jspecify.annotations.NullMarked;
