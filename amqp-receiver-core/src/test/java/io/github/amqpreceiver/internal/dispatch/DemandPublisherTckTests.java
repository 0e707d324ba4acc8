package io.github.amqpreceiver.internal.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.internal.protocol.EngineBench;
import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of Reactive Streams for publishers, from their own test kit. */
class DemandPublisherTckTests {

	private static final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterAll
	static void stop() {
		threads.shutdownNow();
	}

	@TestFactory
	Stream<DynamicTest> rules() {
		return Arrays.stream(Verification.class.getMethods())
			.filter((method) -> method.isAnnotationPresent(Test.class) && method.getParameterCount() == 0)
			.filter((method) -> !method.getName().startsWith("untested"))
			.map((method) -> DynamicTest.dynamicTest(method.getName(), () -> run(method)));
	}

	private static void run(Method method) throws Throwable {
		Verification verification = new Verification();
		verification.setUp();
		try {
			method.invoke(verification);
		}
		catch (InvocationTargetException ex) {
			Assumptions.assumeFalse(ex.getCause() instanceof SkipException, () -> ex.getCause().getMessage());
			throw ex.getCause();
		}
	}

	/** A source that sends as much as it has credit for. */
	public static final class Verification extends FlowPublisherVerification<Delivery> {

		Verification() {
			super(new TestEnvironment(500, 100));
		}

		@Override
		public Flow.Publisher<Delivery> createFlowPublisher(long elements) {
			Iterator<HeldDelivery> messages = new EngineBench().messages((int) Math.min(elements, 3_000)).iterator();
			AtomicReference<DemandPublisher> made = new AtomicReference<>();
			AtomicLong sent = new AtomicLong();
			ExecutorService sender = Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task, "tck-sender");
				thread.setDaemon(true);
				return thread;
			});
			DemandPublisher publisher = new DemandPublisher((demand) -> sender.execute(() -> {
				while (made.get().demand() > 0 && messages.hasNext()) {
					made.get().offer(messages.next());
					sent.incrementAndGet();
				}
				if (!messages.hasNext() && sent.get() == elements) {
					made.get().end(null);
				}
			}));
			made.set(publisher);
			return publisher;
		}

		@Override
		public Flow.Publisher<Delivery> createFailedFlowPublisher() {
			DemandPublisher publisher = new DemandPublisher((demand) -> {
			});
			publisher.end(new IllegalStateException("the receiver gave up"));
			return publisher;
		}

		@Override
		public long maxElementsFromPublisher() {
			return 3_000;
		}

	}

}
