package io.github.amqpreceiver.benchmarks.broker;

/**
 * One line that asks the broker's process for a queue with messages in it; a queue of
 * that name that is left from an earlier run is deleted first.
 *
 * @param queue the name of queue and address
 * @param messages how many to put into it
 * @param bodySize bytes in the data section of each
 * @param durable whether queue and messages go to the journal
 */
public record QueueOrder(String queue, int messages, int bodySize, boolean durable) {
}
