package io.github.amqpreceiver.reliability;

import java.nio.file.Path;
import java.time.Duration;

import io.github.amqpreceiver.testsupport.ForkedBroker;
import io.github.amqpreceiver.testsupport.RabbitMq;

/**
 * The broker of a run: in a process of its own, with one durable queue, killed and
 * started on the same port and journal. For one thread at a time, {@link #awaitPort}
 * apart.
 */
interface LedgerBroker extends AutoCloseable {

	int port();

	/** Where messages are sent to and received from. */
	String address();

	void kill9();

	void startAgain();

	void awaitPort(Duration limit);

	/** Messages in the queue, those that are out for delivery included. */
	long waiting();

	/** How long a settlement that it was told of may wait to be written. */
	Duration unwritten();

	/**
	 * How many settlements that it was told of it may have forgotten when it is killed.
	 */
	int forgets();

	@Override
	void close();

	static LedgerBroker artemis(Path journal) {
		String queue = "ledger";
		ForkedBroker broker = ForkedBroker.artemis(journal).queues(queue).start();
		return new LedgerBroker() {

			@Override
			public int port() {
				return broker.port();
			}

			@Override
			public String address() {
				return queue;
			}

			@Override
			public void kill9() {
				broker.kill9();
			}

			@Override
			public void startAgain() {
				broker.start();
			}

			@Override
			public void awaitPort(Duration limit) {
				broker.awaitPort(limit);
			}

			@Override
			public long waiting() {
				return broker.messageCount(queue);
			}

			@Override
			public Duration unwritten() {
				// Its journal collects what need not be confirmed, settlements too, for
				// 3.3 ms, and then has the disk write it.
				return Duration.ofMillis(100);
			}

			@Override
			public int forgets() {
				return 0;
			}

			@Override
			public void close() {
				broker.close();
			}

		};
	}

	static LedgerBroker rabbitMq() {
		String queue = "ledger";
		RabbitMq broker = RabbitMq.start();
		broker.createQueue(queue);
		return new LedgerBroker() {

			@Override
			public int port() {
				return broker.port();
			}

			@Override
			public String address() {
				return "/amq/queue/" + queue;
			}

			@Override
			public void kill9() {
				broker.kill9();
			}

			@Override
			public void startAgain() {
				broker.startAgain();
			}

			@Override
			public void awaitPort(Duration limit) {
				broker.awaitPort(limit);
			}

			@Override
			public long waiting() {
				return broker.messageCount(queue);
			}

			@Override
			public Duration unwritten() {
				return Duration.ZERO;
			}

			@Override
			public int forgets() {
				// Its queue index writes acknowledgements in batches, of so many at most.
				return Observed.MOST_FORGOTTEN;
			}

			@Override
			public void close() {
				broker.close();
			}

		};
	}

}
