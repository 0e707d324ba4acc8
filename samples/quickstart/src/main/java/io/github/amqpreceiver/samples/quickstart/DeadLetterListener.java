package io.github.amqpreceiver.samples.quickstart;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Shows what ends in the dead-letter queue. */
@Component
class DeadLetterListener {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterListener.class);

	private final AtomicInteger seen = new AtomicInteger();

	@AmqpListener(id = "dead-letters", addresses = "orders.dead")
	void onDeadLetter(Order order) {
		logger.warn("dead letter {}: {} of {} for {}", order.id(), order.article(), order.customer(), order.amount());
		this.seen.incrementAndGet();
	}

	int seen() {
		return this.seen.get();
	}

}
