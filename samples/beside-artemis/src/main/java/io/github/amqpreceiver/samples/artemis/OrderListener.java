package io.github.amqpreceiver.samples.artemis;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Takes orders over AMQP 1.0 and answers over it. */
@Component
class OrderListener {

	private static final Logger logger = LoggerFactory.getLogger(OrderListener.class);

	@AmqpListener(id = "orders", addresses = "orders", replyTo = "answers")
	String onOrder(String order) {
		logger.info("Order over AMQP 1.0: {}", order);
		return order + " is on its way";
	}

}
