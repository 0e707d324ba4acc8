/**
 * Listeners that run: containers, their factory and their registry.
 */
@NullMarked
package io.github.amqpreceiver.spring.container;

import org.jspecify.annotations.NullMarked;
