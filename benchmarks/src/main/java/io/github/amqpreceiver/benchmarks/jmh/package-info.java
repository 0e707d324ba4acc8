/**
 * Microbenchmarks of the ways of a message through the receiver, without a socket; see
 * README.md.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
