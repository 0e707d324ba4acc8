package io.github.amqpreceiver.samples.quickstart;

import java.math.BigDecimal;

import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Fails for some orders. An amount that is too high is tried again by the broker until
 * its limit and then goes to the dead-letter queue; a customer without credit is rejected
 * and goes there at once.
 */
@Component
class PaymentListener {

	private static final Logger logger = LoggerFactory.getLogger(PaymentListener.class);

	private static final BigDecimal LIMIT = new BigDecimal("80");

	@AmqpListener(id = "payments", addresses = "orders.payment",
			failures = @OnFailure(value = NoCreditException.class, outcome = FailureOutcome.REJECTED))
	void onPayment(Order order, ReceivedMessage message) {
		if (order.customer().equals("Mallory")) {
			throw new NoCreditException(order.customer());
		}
		if (order.amount().compareTo(LIMIT) > 0) {
			logger.info("payment {}: {} is above the limit, attempt {}", order.id(), order.amount(),
					message.header().deliveryCount() + 1);
			throw new PaymentRefusedException(order.amount() + " is above the limit");
		}
		logger.info("payment {}: {} paid {}", order.id(), order.customer(), order.amount());
	}

	/**
	 * Another attempt may help. Without a stack trace, for a log that is easy to read.
	 */
	static class PaymentRefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		PaymentRefusedException(String reason) {
			super(reason, null, false, false);
		}

	}

	/** Another attempt would change nothing. */
	static class NoCreditException extends PaymentRefusedException {

		private static final long serialVersionUID = 1L;

		NoCreditException(String customer) {
			super(customer + " has no credit");
		}

	}

}
