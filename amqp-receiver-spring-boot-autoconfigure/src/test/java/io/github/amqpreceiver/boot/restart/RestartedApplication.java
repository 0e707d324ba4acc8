package io.github.amqpreceiver.boot.restart;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.amqpreceiver.spring.annotation.AmqpListener;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Tells, in types of the JDK, what it received and with which class loader. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class RestartedApplication implements Supplier<List<String>> {

	private final List<String> seen = new CopyOnWriteArrayList<>();

	record Order(String id) {
	}

	@AmqpListener(addresses = "restarted")
	void onOrder(Order order) {
		note("order " + order.id());
	}

	@AmqpListener(addresses = "restarted.batch", batch = "true", batchSize = "10", batchTimeout = "50ms")
	void onBatch(List<Order> orders) {
		orders.forEach((order) -> note("batch " + order.id()));
	}

	private void note(String what) {
		boolean own = Thread.currentThread().getContextClassLoader() == RestartedApplication.class.getClassLoader();
		this.seen.add(what + (own ? "" : " with the class loader of another"));
	}

	@Override
	public List<String> get() {
		return this.seen;
	}

}
