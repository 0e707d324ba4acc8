/**
 * From the event loop to handler threads, and outcomes back: in order, by key, in
 * parallel or inline.
 */
@NullMarked
package io.github.amqpreceiver.internal.dispatch;

import org.jspecify.annotations.NullMarked;
