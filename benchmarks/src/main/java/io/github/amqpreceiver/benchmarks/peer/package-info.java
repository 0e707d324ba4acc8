/**
 * The sending peer: an AMQP 1.0 server that answers any client and sends pre-encoded
 * messages as fast as credit allows, or at a rate.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
