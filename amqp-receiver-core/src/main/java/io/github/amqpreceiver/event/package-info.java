/**
 * What happened to a connection or receiver, for listeners and meters.
 */
@NullMarked
package io.github.amqpreceiver.event;

import org.jspecify.annotations.NullMarked;
