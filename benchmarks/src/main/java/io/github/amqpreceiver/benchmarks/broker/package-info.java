/**
 * A real broker in a process of its own, with a queue that is filled before each run.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
