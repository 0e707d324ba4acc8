/**
 * The side-by-side runner: interleaved rounds over all contenders, medians, and the
 * report.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.runner;

import org.jspecify.annotations.NullMarked;
