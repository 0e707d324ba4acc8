/**
 * Auto-configuration of the receiver's health.
 */
@NullMarked
package io.github.amqpreceiver.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
