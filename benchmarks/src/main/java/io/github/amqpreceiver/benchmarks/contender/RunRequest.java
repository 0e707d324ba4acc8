package io.github.amqpreceiver.benchmarks.contender;

/**
 * One line that asks a contender's process for one run.
 *
 * @param target where from
 * @param warmUpMillis how long it runs before it is measured
 * @param millis how long it is measured
 * @param warmUpMessages ends the warm-up earlier, 0 for never
 * @param messages ends the run earlier, counted from its start, 0 for never
 * @param idle whether no message is expected and memory and wake-ups are of interest
 */
public record RunRequest(Target target, long warmUpMillis, long millis, long warmUpMessages, long messages,
		boolean idle) {
}
