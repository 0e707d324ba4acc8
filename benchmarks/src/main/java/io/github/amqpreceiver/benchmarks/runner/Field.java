package io.github.amqpreceiver.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.benchmarks.contender.ContenderProcess;
import io.github.amqpreceiver.benchmarks.contender.Entrant;
import io.github.amqpreceiver.benchmarks.contender.RunRequest;
import io.github.amqpreceiver.benchmarks.contender.RunResult;
import io.github.amqpreceiver.benchmarks.contender.Target;
import io.github.amqpreceiver.benchmarks.peer.PeerStatistics;
import io.github.amqpreceiver.benchmarks.peer.SendingPeer;
import io.github.amqpreceiver.benchmarks.process.Json;

/**
 * The processes that take part: the sending peer, and one for each contender, started and
 * warmed up when it is first needed and asleep while another one runs.
 */
final class Field implements AutoCloseable {

	private final Map<Entrant, ChildProcess> contenders = new EnumMap<>(Entrant.class);

	private final Options options;

	private final Path logs;

	private final ChildProcess peer;

	private final int peerPort;

	Field(Options options) throws IOException {
		this.options = options;
		this.logs = options.out();
		this.peer = ChildProcess.start("peer", this.logs, List.of("-Xmx512m"), SendingPeer.class);
		this.peerPort = Integer.parseInt(this.peer.next());
	}

	/**
	 * Runs a scenario against the sending peer.
	 * @param scenario what to receive
	 * @param entrant who receives
	 * @param round the number of the round
	 * @return what was measured
	 * @throws IOException where a process does not start
	 */
	Measurement run(Scenario scenario, Entrant entrant, int round) throws IOException {
		long millis = this.options.millis(scenario);
		RunRequest request = new RunRequest(target(scenario, this.peerPort), this.options.rampMillis(scenario), millis,
				0, 0, scenario.idle());
		ChildProcess process = contender(entrant);
		long accepted = statistics().accepted();
		String line = process.ask(Json.write(request));
		if (!line.equals(ContenderProcess.MEASURING)) {
			return Measurement.unseen(scenario, entrant, round, Json.read(line, RunResult.class));
		}
		PeerStatistics before = statistics();
		process.next();
		PeerStatistics after = statistics();
		RunResult result = Json.read(process.next(), RunResult.class);
		accepted = statistics().accepted() - accepted;
		return new Measurement(scenario, entrant, round, result, accepted, before, after);
	}

	/**
	 * Runs a contender against something else.
	 * @param request where and how long
	 * @param entrant who receives
	 * @return what its process says
	 * @throws IOException where a process does not start
	 */
	RunResult run(RunRequest request, Entrant entrant) throws IOException {
		ChildProcess process = contender(entrant);
		String line = process.ask(Json.write(request));
		while (line.equals(ContenderProcess.MEASURING) || line.equals(ContenderProcess.MEASURED)) {
			line = process.next();
		}
		return Json.read(line, RunResult.class);
	}

	/**
	 * Ends all contenders, so that the next runs get fresh ones.
	 */
	void renew() {
		this.contenders.values().forEach(ChildProcess::close);
		this.contenders.clear();
	}

	static Target target(Scenario scenario, int port) {
		return new Target(port, scenario.address(), scenario.connections(), scenario.links(), scenario.prefetch());
	}

	@Override
	public void close() {
		renew();
		this.peer.close();
	}

	private ChildProcess contender(Entrant entrant) throws IOException {
		ChildProcess running = this.contenders.get(entrant);
		if (running != null && running.isAlive()) {
			return running;
		}
		ChildProcess started = ChildProcess.start(entrant.toString(), this.logs, this.options.jvm(),
				ContenderProcess.class, entrant.toString());
		this.contenders.put(entrant, started);
		// at each size: what a compiler has only seen with small bodies, it compiles anew
		for (Scenario scenario : Scenario.throughput()) {
			Target target = target(scenario, this.peerPort);
			run(new RunRequest(target, this.options.warmUpMillis(), 1, 0, 0, false), entrant);
		}
		return started;
	}

	private PeerStatistics statistics() {
		return Json.read(this.peer.ask(""), PeerStatistics.class);
	}

}
