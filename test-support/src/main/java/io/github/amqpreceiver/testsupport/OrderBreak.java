package io.github.amqpreceiver.testsupport;

/**
 * A message that was processed too late, as a {@link MessageLedger} saw it.
 *
 * @param id its id
 * @param key the key within which order counts
 * @param number its number within the key, from 1
 * @param after the number that had been processed before it
 * @since 0.1.0
 */
public record OrderBreak(String id, String key, int number, int after) {
}
