/**
 * Auto-configuration for tracing.
 */
@NullMarked
package io.github.amqpreceiver.boot.autoconfigure.tracing;

import org.jspecify.annotations.NullMarked;
