/**
 * Says what is wrong when an application does not start: which property, where it was
 * set, why it is wrong and what to write.
 */
@NullMarked
package io.github.amqpreceiver.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
