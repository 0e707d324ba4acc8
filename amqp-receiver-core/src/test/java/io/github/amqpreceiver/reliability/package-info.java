/**
 * Counts every message through kills of the broker and faults of the network.
 */
@NullMarked
package io.github.amqpreceiver.reliability;

import org.jspecify.annotations.NullMarked;
