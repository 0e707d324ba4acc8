package io.github.amqpreceiver.samples.quickstart;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Takes orders as a record: accepted once the method has returned. */
@Component
class OrderListener {

	private static final Logger logger = LoggerFactory.getLogger(OrderListener.class);

	@AmqpListener(id = "orders", addresses = "orders")
	void onOrder(Order order) {
		logger.info("order {}: {} wants {} for {}", order.id(), order.customer(), order.article(), order.amount());
	}

}
