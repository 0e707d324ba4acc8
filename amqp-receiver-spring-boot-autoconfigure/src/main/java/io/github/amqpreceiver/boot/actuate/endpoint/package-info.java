/**
 * The actuator endpoint {@code amqpreceivers}.
 */
@NullMarked
package io.github.amqpreceiver.boot.actuate.endpoint;

import org.jspecify.annotations.NullMarked;
