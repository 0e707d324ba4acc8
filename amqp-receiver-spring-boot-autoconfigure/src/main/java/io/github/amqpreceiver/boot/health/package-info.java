/**
 * Health of connections and listeners, read from what the protocol drove.
 */
@NullMarked
package io.github.amqpreceiver.boot.health;

import org.jspecify.annotations.NullMarked;
