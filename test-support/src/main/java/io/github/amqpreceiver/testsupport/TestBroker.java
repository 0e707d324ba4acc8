package io.github.amqpreceiver.testsupport;

/**
 * What tests ask of any broker, wherever it runs.
 *
 * @since 0.1.0
 */
public interface TestBroker extends AutoCloseable {

	/**
	 * The port where AMQP 1.0 is spoken to anybody, the same after a restart.
	 * @return the port on loopback
	 */
	int port();

	/**
	 * Starts the broker, after {@link #stop()} on the same port. Does nothing when it
	 * runs. When this returns the port accepts connections.
	 */
	void start();

	/**
	 * Stops the broker in order. Does nothing when it does not run.
	 */
	void stop();

	/**
	 * Creates a durable queue.
	 * @param name the queue
	 */
	void createQueue(String name);

	/**
	 * Deletes a queue under its consumers, whose links are then detached with an error.
	 * @param name the queue
	 */
	void deleteQueue(String name);

	/**
	 * Messages in a queue, those that are out for delivery included. A message that was
	 * just accepted may be counted a moment later.
	 * @param queue the queue
	 * @return their number, 0 for a queue that is not there
	 */
	long messageCount(String queue);

	/**
	 * Messages that were sent to a consumer and are not settled.
	 * @param queue the queue
	 * @return their number, 0 for a queue that is not there
	 */
	long deliveringCount(String queue);

	/**
	 * Consumers, that is receiving links, of a queue.
	 * @param queue the queue
	 * @return their number, 0 for a queue that is not there
	 */
	int consumerCount(String queue);

	/**
	 * Ends every connection with an AMQP close that says {@code amqp:connection:forced};
	 * the broker goes on.
	 */
	void forceCloseAll();

	@Override
	void close();

}
