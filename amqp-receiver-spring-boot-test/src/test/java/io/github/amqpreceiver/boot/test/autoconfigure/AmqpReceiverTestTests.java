package io.github.amqpreceiver.boot.test.autoconfigure;

import io.github.amqpreceiver.boot.test.autoconfigure.app.AuditListener;
import io.github.amqpreceiver.boot.test.autoconfigure.app.Database;
import io.github.amqpreceiver.boot.test.autoconfigure.app.Order;
import io.github.amqpreceiver.boot.test.autoconfigure.app.OrderListener;
import io.github.amqpreceiver.boot.test.autoconfigure.app.ShopApplication;
import io.github.amqpreceiver.boot.test.autoconfigure.app.Stock;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.test.AmqpPeer;
import io.github.amqpreceiver.test.PeerDelivery;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.verify;

/** The slice, as a user writes it. */
@AmqpReceiverTest
@ContextConfiguration(classes = ShopApplication.class)
@TestMethodOrder(MethodOrderer.Random.class)
class AmqpReceiverTestTests {

	@Autowired
	private AmqpPeer peer;

	@MockitoBean
	private Stock stock;

	@Autowired
	private ApplicationContext context;

	@Test
	void orderIsReservedAcceptedAndConfirmed() {
		this.peer.deliverJson("orders", "{\"id\": \"A1\", \"amount\": 2}").awaitAccepted();
		verify(this.stock).reserve(new Order("A1", 2));
		assertThat(this.peer.awaitSent("confirmations").bodyText()).isEqualTo("A1 is reserved");
	}

	@Test
	void outOfStockIsTriedAgain() {
		willThrow(new IllegalStateException("out of stock")).willDoNothing()
			.given(this.stock)
			.reserve(new Order("A2", 1));
		PeerDelivery delivery = this.peer.deliverJson("orders", "{\"id\": \"A2\", \"amount\": 1}");
		assertThat(delivery.awaitModified().deliveryFailed()).isTrue();
		delivery.redeliver().awaitAccepted();
	}

	@Test
	void impossibleOrdersAreRejected() {
		willThrow(new IllegalArgumentException("no such article")).given(this.stock).reserve(new Order("A3", 1));
		assertThat(this.peer.deliverJson("orders", "{\"id\": \"A3\", \"amount\": 1}").awaitRejected().description())
			.contains("no such article");
	}

	@Test
	void whatIsNoOrderIsRejected() {
		this.peer.deliverText("orders", "hello").awaitRejected();
	}

	@Test
	void ordersComeAfterACutConnection() {
		willDoNothing().given(this.stock).reserve(new Order("A4", 1));
		this.peer.link("orders");
		this.peer.cutConnections();
		this.peer.deliverJson("orders", "{\"id\": \"A4\", \"amount\": 1}").awaitAccepted();
	}

	@Test
	void refusedOrdersComeOnceTheQueueIsThere() {
		this.peer.link("orders");
		this.peer.refuse("orders", Conditions.NOT_FOUND);
		this.peer.detach("orders", Conditions.RESOURCE_DELETED);
		this.peer.awaitAttaches("orders", 2);
		this.peer.allow("orders");
		this.peer.deliverJson("orders", "{\"id\": \"A5\", \"amount\": 1}").awaitAccepted();
	}

	@Test
	void listenersOfNamedConnectionsComeHereToo() {
		this.peer.deliverText("audit", "a line").awaitAccepted();
		assertThat(this.peer.connections()).isEqualTo(2);
	}

	@Test
	void peerIsAsNewInEachTest() {
		assertThat(this.peer.sent("confirmations")).isEmpty();
	}

	@Test
	void listenersAreThereAndOtherComponentsAreNot() {
		assertThat(this.context.getBeanNamesForType(OrderListener.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(AuditListener.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(Database.class)).isEmpty();
	}

}
