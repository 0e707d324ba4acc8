/**
 * The state machines without a socket: a clock turned by hand, a wire in memory.
 */
package io.github.amqpreceiver.internal.protocol;
