package io.github.amqpreceiver.spring.container;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.fake.FakeConnection;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;

/** What the wing adds to the cost of a message. */
class HotPathTests {

	static long bytes;

	static class Listener {

		@AmqpListener("queue")
		void on(byte[] body, @Header("customer") String customer) {
			bytes += body.length + customer.length();
		}

	}

	@Test
	void aPlainListenerAllocatesNextToNothing() throws Exception {
		try (ListenerContext listeners = ListenerContext.create()) {
			FakeConnection connection = listeners.start(new Listener()).connection;
			FakeDelivery delivery = FakeDelivery
				.of(OutgoingMessage.data(new byte[100]).applicationProperty("customer", "c"));
			var handler = connection.receiver("queue").handler();
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			int messages = 200_000;
			long allocated = Long.MAX_VALUE;
			long nanos = Long.MAX_VALUE;
			for (int round = 0; round < 5; round++) {
				long before = threads.getCurrentThreadAllocatedBytes();
				long begin = System.nanoTime();
				for (int i = 0; i < messages; i++) {
					handler.onMessage(delivery);
				}
				nanos = Math.min(nanos, System.nanoTime() - begin);
				allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
			}
			LoggerFactory.getLogger(HotPathTests.class)
				.info("{} bytes and {} ns a message", allocated / messages, nanos / messages);
			assertThat(allocated / messages).isLessThan(100);
		}
	}

}
