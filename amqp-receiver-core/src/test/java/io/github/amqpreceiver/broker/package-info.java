/**
 * Stories with real brokers in this JVM.
 */
package io.github.amqpreceiver.broker;
