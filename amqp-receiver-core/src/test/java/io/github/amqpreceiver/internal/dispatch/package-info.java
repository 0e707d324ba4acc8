/**
 * The ways of deliveries to handlers, without a link.
 */
package io.github.amqpreceiver.internal.dispatch;
