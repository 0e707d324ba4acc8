/**
 * What an application writes: the annotations, and the registration in code.
 */
@NullMarked
package io.github.amqpreceiver.spring.annotation;

import org.jspecify.annotations.NullMarked;
