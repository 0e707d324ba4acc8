package io.github.amqpreceiver.boot.restart;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.event.EventListener;

/** Tells, in types of the JDK, what it received and with which class loader. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class RestartedApplication implements Supplier<List<String>> {

	private final List<String> seen = new CopyOnWriteArrayList<>();

	record Order(String id) {
	}

	@AmqpListener(id = "orders", addresses = "restarted")
	void onOrder(Order order) {
		note("order " + order.id());
	}

	@AmqpListener(id = "batches", addresses = "restarted.batch", batch = "true", batchSize = "10",
			batchTimeout = "50ms")
	void onBatch(List<Order> orders) {
		orders.forEach((order) -> note("batch " + order.id()));
	}

	@EventListener
	void onEvent(AmqpListenerEvent.Started event) {
		note("started " + event.listener());
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
