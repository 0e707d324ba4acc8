package io.github.amqpreceiver.boot.test.autoconfigure.app;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import io.github.amqpreceiver.spring.settle.FailureOutcome;

import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;

/** Takes orders and answers some. */
@Component
public class OrderListener {

	private final Stock stock;

	OrderListener(Stock stock) {
		this.stock = stock;
	}

	@AmqpListener(id = "orders", addresses = "orders",
			failures = @OnFailure(value = IllegalArgumentException.class, outcome = FailureOutcome.REJECTED))
	@SendTo("confirmations")
	String onOrder(Order order) {
		this.stock.reserve(order);
		return order.id() + " is reserved";
	}

}
