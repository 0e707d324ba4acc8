/**
 * A listener and the broker that it listens to, in one process.
 */
@NullMarked
package io.github.amqpreceiver.samples.quickstart;

import org.jspecify.annotations.NullMarked;
