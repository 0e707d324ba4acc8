/**
 * Connection details from the brokers of a Docker Compose file.
 */
@NullMarked
package io.github.amqpreceiver.boot.docker.compose;

import org.jspecify.annotations.NullMarked;
