package io.github.amqpreceiver.benchmarks.contender;

import org.jspecify.annotations.Nullable;

/**
 * One line that a contender's process answers after a run.
 *
 * @param nanos how long was measured
 * @param messages messages handled in that time
 * @param handled messages of the whole run, counted when it had disconnected
 * @param broken messages of the whole run of which body or property were missing
 * @param cpuNanos CPU time of the process in that time
 * @param allocatedBytes bytes that its threads allocated in that time
 * @param heapBytes live heap at the end of an idle run
 * @param wakeUps how often its threads were woken in an idle run, -1 where unknown
 * @param failure why there is no result
 */
public record RunResult(long nanos, long messages, long handled, long broken, long cpuNanos, long allocatedBytes,
		long heapBytes, long wakeUps, @Nullable String failure) {

	/**
	 * Returns what stands for a run that failed.
	 * @param cause why
	 * @return a result with nothing but the failure
	 */
	public static RunResult failed(Exception cause) {
		return new RunResult(0, 0, 0, 0, 0, 0, 0, 0, cause.toString());
	}

	RunResult ended(long handled, long broken) {
		return new RunResult(this.nanos, this.messages, handled, broken, this.cpuNanos, this.allocatedBytes,
				this.heapBytes, this.wakeUps, this.failure);
	}

	public double perSecond() {
		return this.messages * 1e9 / this.nanos;
	}

	public double cpuMicrosPerMessage() {
		return this.cpuNanos / 1e3 / this.messages;
	}

	public double bytesPerMessage() {
		return (double) this.allocatedBytes / this.messages;
	}

}
