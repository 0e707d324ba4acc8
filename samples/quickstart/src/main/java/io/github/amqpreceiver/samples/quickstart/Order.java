package io.github.amqpreceiver.samples.quickstart;

import java.math.BigDecimal;

/**
 * An order as it travels, in JSON.
 *
 * @param id its number
 * @param customer who ordered
 * @param article what was ordered
 * @param amount what it costs
 */
public record Order(String id, String customer, String article, BigDecimal amount) {
}
