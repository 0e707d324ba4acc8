package io.github.amqpreceiver.benchmarks.runner;

/**
 * One target, and what was measured for it.
 *
 * @param text what is asked of whom
 * @param measured what was measured, in the unit of the bound
 * @param bound the bound
 * @param atLeast whether the bound is a lower one
 */
record Goal(String text, double measured, double bound, boolean atLeast) {

	boolean isMet() {
		return this.atLeast ? this.measured >= this.bound : this.measured <= this.bound;
	}

}
