/**
 * The contenders: one small class for each way to receive messages, all behind the same
 * contract and each in a process of its own.
 */
@NullMarked
package io.github.amqpreceiver.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
