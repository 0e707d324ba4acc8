/**
 * An application to be tested.
 */
@NullMarked
package io.github.amqpreceiver.boot.test.autoconfigure.app;

import org.jspecify.annotations.NullMarked;
