package io.github.amqpreceiver.boot.test.autoconfigure.app;

/**
 * An order.
 *
 * @param id its number
 * @param amount how much
 */
public record Order(String id, int amount) {
}
