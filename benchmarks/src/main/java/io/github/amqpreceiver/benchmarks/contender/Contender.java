package io.github.amqpreceiver.benchmarks.contender;

/**
 * One way to receive messages, used as its documentation recommends. Its handler reads
 * the body and the application property
 * {@value io.github.amqpreceiver.benchmarks.wire.SampleMessage#KEY}, gives both to the
 * {@link Tally}, and the message is settled as accepted.
 */
@FunctionalInterface
public interface Contender {

	/**
	 * Connects, attaches and receives until the returned handle is closed.
	 * @param target where from
	 * @param tally what every handler calls
	 * @return closes all connections
	 * @throws Exception where the target cannot be reached
	 */
	AutoCloseable start(Target target, Tally tally) throws Exception;

}
