/**
 * The floor of the machine: a raw socket loop that only cuts frames, counts, settles in
 * ranges and keeps credit.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
