/**
 * The parts of supervision, on a clock that the test moves.
 */
@NullMarked
package io.github.amqpreceiver.internal.connection;

import org.jspecify.annotations.NullMarked;
