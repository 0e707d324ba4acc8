/**
 * How the runner and the processes that it starts talk and end: lines in, lines of JSON
 * out, and nobody outlives its parent.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.process;

import org.jspecify.annotations.NullMarked;
