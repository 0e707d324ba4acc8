/**
 * Micrometer's meters for connections and listeners.
 */
@NullMarked
package io.github.amqpreceiver.boot.metrics;

import org.jspecify.annotations.NullMarked;
