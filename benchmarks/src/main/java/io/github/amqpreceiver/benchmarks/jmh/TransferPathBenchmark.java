package io.github.amqpreceiver.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.dispatch.Dispatcher;
import io.github.amqpreceiver.internal.dispatch.HandlerCall;
import io.github.amqpreceiver.message.ReceivedMessage;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * From the bytes of a burst to its dispositions, with an inline handler that reads body
 * and property: all that a message costs, but for system calls.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class TransferPathBenchmark {

	@Param({ "100", "1024", "16384" })
	public int bodySize;

	private EngineRig rig;

	@Setup
	public void setUp(Blackhole blackhole) {
		MessageHandler handler = MessageHandler.accepting((delivery) -> {
			ReceivedMessage message = delivery.message();
			ByteBuffer body = message.bodyBuffer();
			blackhole.consume(body.get(body.limit() - 1));
			blackhole.consume(message.applicationProperty(SampleMessage.KEY));
		});
		HandlerCall call = new HandlerCall(handler, (failure) -> Outcome.failed(), false);
		this.rig = new EngineRig(this.bodySize, Dispatcher.create(DispatchOptions.builder().inline(true).build(), call,
				Runnable::run, new BenchLoop()));
	}

	@Benchmark
	@OperationsPerInvocation(EngineRig.BURST)
	public void receiveHandleSettle() {
		this.rig.receive();
	}

}
