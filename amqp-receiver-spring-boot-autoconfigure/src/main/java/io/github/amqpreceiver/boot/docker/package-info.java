/**
 * Connection details from brokers that Testcontainers or Docker Compose runs.
 */
@NullMarked
package io.github.amqpreceiver.boot.docker;

import org.jspecify.annotations.NullMarked;
