package io.github.amqpreceiver.reliability;

/**
 * One fault as it happened; times in milliseconds since the run began.
 *
 * @param fault the fault
 * @param at when it struck
 * @param noticed when the connection was lost, -1 where it was not
 * @param healed when the port was back
 * @param attached when the link was attached again, -1 where it was not lost
 */
record Strike(Fault fault, long at, long noticed, long healed, long attached) {

	/** How long after the end of the fault the link was attached again. */
	long recovery() {
		return Math.max(0, this.attached - this.healed);
	}

}
