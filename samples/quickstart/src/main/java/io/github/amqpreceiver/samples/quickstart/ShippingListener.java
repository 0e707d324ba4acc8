package io.github.amqpreceiver.samples.quickstart;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Decides by itself what becomes of each message. */
@Component
class ShippingListener {

	private static final Logger logger = LoggerFactory.getLogger(ShippingListener.class);

	@AmqpListener(id = "shipping", addresses = "orders.shipping", ackMode = "MANUAL")
	void onShipping(Order order, AmqpAcknowledgment acknowledgment) {
		if (order.article().equals("anvil")) {
			acknowledgment.reject("We do not ship anvils");
			logger.info("shipping {}: an anvil, rejected", order.id());
		}
		else {
			acknowledgment.accept();
			logger.info("shipping {}: {} is on its way, accepted", order.id(), order.article());
		}
	}

}
