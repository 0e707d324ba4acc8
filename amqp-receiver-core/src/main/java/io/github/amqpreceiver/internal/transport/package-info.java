/**
 * Sockets, event loops and TLS on Netty: the only package that sees channels.
 */
@NullMarked
package io.github.amqpreceiver.internal.transport;

import org.jspecify.annotations.NullMarked;
