/**
 * What Testcontainers and Docker Compose have in common: images of brokers.
 */
@NullMarked
package io.github.amqpreceiver.boot.docker;

import org.jspecify.annotations.NullMarked;
