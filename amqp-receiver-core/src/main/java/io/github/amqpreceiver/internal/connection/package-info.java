/**
 * Supervision: what is dialled, begun and attached again, when, and when not; and what
 * the world is told of it.
 */
@NullMarked
package io.github.amqpreceiver.internal.connection;

import org.jspecify.annotations.NullMarked;
