/**
 * Immutable settings; every default lives here, once.
 */
@NullMarked
package io.github.amqpreceiver.options;

import org.jspecify.annotations.NullMarked;
