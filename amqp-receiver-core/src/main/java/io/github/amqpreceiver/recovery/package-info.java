/**
 * What to do after a failure, and how long to wait before.
 */
@NullMarked
package io.github.amqpreceiver.recovery;

import org.jspecify.annotations.NullMarked;
