package io.github.amqpreceiver.benchmarks.floor;

import io.github.amqpreceiver.benchmarks.contender.Connections;
import io.github.amqpreceiver.benchmarks.contender.Contender;
import io.github.amqpreceiver.benchmarks.contender.Tally;
import io.github.amqpreceiver.benchmarks.contender.Target;

/**
 * What the machine can do at most: no message is decoded and no handler called.
 */
public final class FloorContender implements Contender {

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		return Connections.open(target.connections(), () -> new FloorConnection(target, tally));
	}

}
