package io.github.amqpreceiver.benchmarks.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.protocol.DeliverySink;
import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Half a window of messages that are settled in an order: from the transfers to the
 * ranges, which are one, one with sorting, or one for each second message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class DispositionRangesBenchmark implements DeliverySink {

	@Param({ "in order", "shuffled", "alternating outcomes" })
	public String settled;

	private final List<HeldDelivery> held = new ArrayList<>();

	private final Random random = new Random(1);

	private EngineRig rig;

	@Setup
	public void setUp() {
		this.rig = new EngineRig(100, this);
	}

	@Benchmark
	@OperationsPerInvocation(EngineRig.BURST)
	public void settle() {
		this.rig.receive();
		if (this.settled.equals("shuffled")) {
			Collections.shuffle(this.held, this.random);
		}
		boolean alternating = this.settled.startsWith("alternating");
		for (int i = 0; i < this.held.size(); i++) {
			this.held.get(i).settle((alternating && i % 2 == 1) ? Outcome.released() : Outcome.accepted());
		}
		this.held.clear();
		this.rig.settle();
	}

	@Override
	public void deliver(HeldDelivery delivery) {
		this.held.add(delivery);
	}

	@Override
	public void burstEnded() {
	}

}
