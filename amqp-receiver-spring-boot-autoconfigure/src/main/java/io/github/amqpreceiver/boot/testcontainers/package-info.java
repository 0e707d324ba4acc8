/**
 * Connection details from Testcontainers' brokers.
 */
@NullMarked
package io.github.amqpreceiver.boot.testcontainers;

import org.jspecify.annotations.NullMarked;
