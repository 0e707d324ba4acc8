/**
 * Auto-configuration of the receiver's meters.
 */
@NullMarked
package io.github.amqpreceiver.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
