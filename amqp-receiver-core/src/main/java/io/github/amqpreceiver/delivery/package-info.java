/**
 * What a handler gets and what it answers: deliveries and their outcomes.
 */
@NullMarked
package io.github.amqpreceiver.delivery;

import org.jspecify.annotations.NullMarked;
