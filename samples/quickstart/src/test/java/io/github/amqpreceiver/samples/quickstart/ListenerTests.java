package io.github.amqpreceiver.samples.quickstart;

import io.github.amqpreceiver.boot.test.autoconfigure.AmqpReceiverTest;
import io.github.amqpreceiver.test.AmqpPeer;
import io.github.amqpreceiver.test.PeerDelivery;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The listeners alone, without a broker: the test is the other side. */
@AmqpReceiverTest(listeners = { PaymentListener.class, ShippingListener.class })
class ListenerTests {

	@Autowired
	private AmqpPeer peer;

	@Test
	void paymentWithinTheLimitIsAccepted() {
		this.peer.deliverJson("orders.payment", order("Alice", "book", "79.99")).awaitAccepted();
	}

	@Test
	void paymentAboveTheLimitIsTriedAgainByTheBroker() {
		PeerDelivery delivery = this.peer.deliverJson("orders.payment", order("Alice", "book", "80.01"));
		assertThat(delivery.awaitModified().deliveryFailed()).isTrue();
		assertThat(delivery.redeliver().awaitModified().deliveryFailed()).isTrue();
	}

	@Test
	void paymentOfACustomerWithoutCreditIsRejected() {
		assertThat(this.peer.deliverJson("orders.payment", order("Mallory", "book", "1")).awaitRejected().toString())
			.contains("Mallory has no credit");
	}

	@Test
	void payloadThatIsNoOrderIsRejected() {
		this.peer.deliverJson("orders.payment", "{\"id\": ").awaitRejected();
	}

	@Test
	void anvilIsNotShipped() {
		assertThat(this.peer.deliverJson("orders.shipping", order("Bob", "anvil", "1")).awaitRejected().toString())
			.contains("We do not ship anvils");
	}

	@Test
	void listenerComesBackAfterTheConnectionWasCut() {
		this.peer.link("orders.shipping");
		this.peer.cutConnections();
		this.peer.deliverJson("orders.shipping", order("Bob", "lamp", "1")).awaitAccepted();
	}

	private static String order(String customer, String article, String amount) {
		return """
				{"id": "A1", "customer": "%s", "article": "%s", "amount": %s}
				""".formatted(customer, article, amount);
	}

}
