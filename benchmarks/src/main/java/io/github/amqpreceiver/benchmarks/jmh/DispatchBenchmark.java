package io.github.amqpreceiver.benchmarks.jmh;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.dispatch.Dispatcher;
import io.github.amqpreceiver.internal.dispatch.HandlerCall;
import io.github.amqpreceiver.options.DispatchOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Half a window of messages to handlers on other threads and their outcomes back. The
 * thread of the benchmark is the event loop, and waits busily.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class DispatchBenchmark {

	@Param({ "serial", "parallel", "by key" })
	public String order;

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final AtomicInteger handled = new AtomicInteger();

	private EngineRig rig;

	@Setup
	public void setUp() {
		HandlerCall call = new HandlerCall(MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()),
				(failure) -> Outcome.failed(), false);
		this.rig = new EngineRig(100, Dispatcher.create(options(), call, this.threads, new BenchLoop()));
	}

	private DispatchOptions options() {
		DispatchOptions.Builder builder = DispatchOptions.builder();
		if (!this.order.equals("serial")) {
			builder.concurrency(4);
		}
		if (this.order.equals("by key")) {
			builder.orderBy((message) -> message.applicationProperty(SampleMessage.KEY));
		}
		return builder.build();
	}

	@Benchmark
	@OperationsPerInvocation(EngineRig.BURST)
	public void handOverAndBack() {
		this.handled.set(0);
		this.rig.receive();
		while (this.handled.get() < EngineRig.BURST || this.rig.unsettled() > 0) {
			Thread.onSpinWait();
			this.rig.settle();
		}
	}

	@TearDown
	public void tearDown() {
		this.threads.shutdownNow();
	}

}
