/**
 * The security layer (AMQP 1.0, section 5.3) from the client's side: which mechanism to
 * use, and the exchange, without a socket.
 * <p>
 * A password goes only where it was meant to go: the mechanisms that hide it come first,
 * PLAIN needs encryption, and SCRAM counts only once the peer has proved that it knows
 * the password too.
 */
@NullMarked
package io.github.amqpreceiver.internal.sasl;

import org.jspecify.annotations.NullMarked;
