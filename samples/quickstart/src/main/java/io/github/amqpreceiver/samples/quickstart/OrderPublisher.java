package io.github.amqpreceiver.samples.quickstart;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.SenderOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends a random order to each of the three queues, again and again. */
@Component
class OrderPublisher {

	private static final Logger logger = LoggerFactory.getLogger(OrderPublisher.class);

	private static final List<String> CUSTOMERS = List.of("Alice", "Bob", "Carol", "Mallory");

	private static final List<String> ARTICLES = List.of("book", "lamp", "kettle", "anvil");

	private final AtomicInteger number = new AtomicInteger();

	private final JsonMapper json;

	private final List<MessageSender> senders;

	OrderPublisher(AmqpConnection connection, JsonMapper json) {
		this.json = json;
		AmqpSession session = connection.session();
		this.senders = List.of(sender(session, "orders"), sender(session, "orders.payment"),
				sender(session, "orders.shipping"));
	}

	private static MessageSender sender(AmqpSession session, String queue) {
		return session.sender(SenderOptions.builder(queue).build());
	}

	@Scheduled(fixedRateString = "${quickstart.interval}")
	void publish() {
		Order order = random();
		OutgoingMessage message = OutgoingMessage.json(this.json.writeValueAsString(order))
			.messageId(order.id())
			.durable(true)
			.build();
		this.senders.forEach((sender) -> sender.send(message).whenComplete((outcome, failure) -> {
			if (failure != null) {
				logger.warn("Order {} was not sent: {}", order.id(), failure.getMessage());
				sender.open();
			}
		}));
	}

	private Order random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new Order("A" + this.number.incrementAndGet(), CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
				ARTICLES.get(random.nextInt(ARTICLES.size())), BigDecimal.valueOf(random.nextInt(100, 10_000), 2));
	}

}
