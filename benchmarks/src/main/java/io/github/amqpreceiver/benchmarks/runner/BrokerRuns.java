package io.github.amqpreceiver.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.github.amqpreceiver.benchmarks.broker.ArtemisBroker;
import io.github.amqpreceiver.benchmarks.broker.QueueOrder;
import io.github.amqpreceiver.benchmarks.contender.Entrant;
import io.github.amqpreceiver.benchmarks.contender.RunRequest;
import io.github.amqpreceiver.benchmarks.contender.RunResult;
import io.github.amqpreceiver.benchmarks.process.Json;

import org.springframework.util.FileSystemUtils;

/**
 * Runs against Artemis in a process of its own: a queue is filled, a third of it warms
 * the contender up, and the rest is measured until it is empty or the time is over.
 */
final class BrokerRuns implements AutoCloseable {

	private static final int BODY_SIZE = 1024;

	private static final long WARM_UP_MILLIS = 1_000;

	private static final long MILLIS = 2_000;

	private final Field field;

	private final Path journal;

	private final int messages;

	private final ChildProcess broker;

	private final int port;

	BrokerRuns(Field field, Options options, Path journal) throws IOException {
		this.field = field;
		this.journal = journal;
		this.messages = options.brokerMessages();
		this.broker = ChildProcess.start("artemis", options.out(), List.of("-Xmx2g"), ArtemisBroker.class,
				journal.toString());
		this.port = Integer.parseInt(this.broker.next());
	}

	Measurement run(boolean durable, Entrant entrant, int round) throws IOException {
		Scenario scenario = Scenario.broker(durable);
		this.broker.ask(Json.write(new QueueOrder(scenario.address(), this.messages, BODY_SIZE, durable)));
		RunRequest request = new RunRequest(Field.target(scenario, this.port), WARM_UP_MILLIS, MILLIS,
				this.messages / 3, this.messages, false);
		RunResult result = this.field.run(request, entrant);
		return Measurement.unseen(scenario, entrant, round, result);
	}

	@Override
	public void close() throws IOException {
		this.broker.close();
		FileSystemUtils.deleteRecursively(this.journal);
	}

}
