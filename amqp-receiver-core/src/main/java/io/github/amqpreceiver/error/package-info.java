/**
 * Error conditions and the exceptions that carry them.
 */
@NullMarked
package io.github.amqpreceiver.error;

import org.jspecify.annotations.NullMarked;
