package io.github.amqpreceiver.benchmarks.jmh;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.protocol.DeliverySink;
import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import io.github.amqpreceiver.spring.convert.PayloadConverter;
import io.github.amqpreceiver.spring.endpoint.ListenerTarget;
import io.github.amqpreceiver.spring.invoke.InvocationParts;
import io.github.amqpreceiver.spring.invoke.ListenerInvocations;
import io.github.amqpreceiver.spring.settle.AckMode;
import org.jspecify.annotations.Nullable;
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

import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.handler.annotation.Header;

/**
 * From the bytes of a burst to an annotated method and its outcome, on one thread: what
 * the arguments of a message cost on top of {@link TransferPathBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class ListenerInvocationBenchmark implements DeliverySink {

	@Param({ "100", "1024", "16384" })
	public int bodySize;

	private final List<HeldDelivery> held = new ArrayList<>();

	private EngineRig rig;

	private MessageHandler call;

	@Setup
	public void setUp(Blackhole blackhole) throws NoSuchMethodException {
		this.rig = new EngineRig(this.bodySize, this);
		Listener listener = new Listener(blackhole);
		Method method = Listener.class.getDeclaredMethod("onMessage", byte[].class, String.class);
		DefaultConversionService conversion = new DefaultConversionService();
		this.call = ListenerInvocations.single(new ListenerTarget.BeanMethods(listener, List.of(method), null),
				new InvocationParts(new PayloadConverter(null, null, conversion), conversion, null, List.of(),
						UnaryOperator.identity(), AckMode.AUTO,
						(request, reply, sendTo) -> CompletableFuture.completedFuture(null), false,
						"Listener#onMessage"));
	}

	@Benchmark
	@OperationsPerInvocation(EngineRig.BURST)
	public void receiveInvokeSettle() throws Exception {
		this.rig.receive();
		for (HeldDelivery delivery : this.held) {
			CompletionStage<@Nullable Outcome> stage = this.call.onMessage(delivery);
			if (stage != MessageHandler.ACCEPTED) {
				throw new IllegalStateException("The method did not just return");
			}
			delivery.settleInTurn(Outcome.accepted());
		}
		this.held.get(0).announce();
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

	/** The method of the side-by-side. */
	static class Listener {

		private final Blackhole blackhole;

		Listener(Blackhole blackhole) {
			this.blackhole = blackhole;
		}

		void onMessage(byte[] body, @Header("key") String key) {
			this.blackhole.consume(body[body.length - 1]);
			this.blackhole.consume(key);
		}

	}

}
