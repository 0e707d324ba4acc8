/**
 * The way of bytes from a socket to frames.
 */
package io.github.amqpreceiver.internal.transport;
