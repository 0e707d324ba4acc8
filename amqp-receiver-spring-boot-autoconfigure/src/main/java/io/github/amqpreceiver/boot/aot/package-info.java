/**
 * What a native image must know of listeners.
 */
@NullMarked
package io.github.amqpreceiver.boot.aot;

import org.jspecify.annotations.NullMarked;
