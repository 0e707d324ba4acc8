/**
 * The state machines of connection, session and links: single-threaded, without sockets,
 * driven by frames and a clock.
 */
@NullMarked
package io.github.amqpreceiver.internal.protocol;

import org.jspecify.annotations.NullMarked;
