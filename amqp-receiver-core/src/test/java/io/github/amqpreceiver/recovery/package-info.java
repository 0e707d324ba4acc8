/**
 * The decisions of the public policies.
 */
@NullMarked
package io.github.amqpreceiver.recovery;

import org.jspecify.annotations.NullMarked;
