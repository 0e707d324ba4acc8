/**
 * An AMQP 1.0 peer in the JVM for tests: it delivers what the test says, and tells what
 * became of it.
 */
@NullMarked
package io.github.amqpreceiver.test;

import org.jspecify.annotations.NullMarked;
