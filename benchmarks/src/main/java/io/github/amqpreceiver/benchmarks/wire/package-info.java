/**
 * The few bytes of AMQP 1.0 that the sending peer and the floor client write and read by
 * hand, so that neither depends on a library that takes part.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
