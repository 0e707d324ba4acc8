/**
 * Both starters in one application.
 */
@NullMarked
package io.github.amqpreceiver.samples.artemis;

import org.jspecify.annotations.NullMarked;
