package io.github.amqpreceiver.internal.message;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message costs in bytes of heap before and when it is touched. */
class MessageCostTests {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int ROUNDS = 100_000;

	private static volatile Object sink;

	private final byte[] bytes = LazyMessageTests.encode(OutgoingMessage.data(new byte[100])
		.durable(true)
		.messageId("4711")
		.to("queue")
		.contentType("application/json")
		.applicationProperty("kind", "order")
		.applicationProperty("number", 7)
		.build());

	@Test
	void aMessageThatNobodyTouchesIsOneSmallObject() {
		assertThat(perRound(this::message)).isLessThanOrEqualTo(64);
	}

	@Test
	void lookingForFlawsCostsNoObject() {
		assertThat(perRound(() -> {
			LazyMessage message = message();
			return (message.flaw() == null) ? message : null;
		})).isLessThanOrEqualTo(64);
	}

	@Test
	void lookingForABodyOfAHundredBytesCostsLessThanFiveHundred() {
		assertThat(perRound(() -> message().bodyBytes())).isLessThan(500);
	}

	@Test
	void onePropertyCostsNoMap() {
		assertThat(perRound(() -> message().applicationProperty("number"))).isLessThan(300);
	}

	private LazyMessage message() {
		return new LazyMessage(this.bytes, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
	}

	private static long perRound(Supplier<?> work) {
		for (int i = 0; i < ROUNDS; i++) {
			sink = work.get();
		}
		long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
		for (int i = 0; i < ROUNDS; i++) {
			sink = work.get();
		}
		long used = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		return used / ROUNDS;
	}

}
