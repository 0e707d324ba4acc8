/**
 * Auto-configuration of the actuator endpoint {@code amqpreceivers}.
 */
@NullMarked
package io.github.amqpreceiver.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
