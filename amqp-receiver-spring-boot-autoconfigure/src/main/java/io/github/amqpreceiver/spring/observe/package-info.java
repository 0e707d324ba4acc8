/**
 * Metrics and observations of each message.
 */
@NullMarked
package io.github.amqpreceiver.spring.observe;

import org.jspecify.annotations.NullMarked;
