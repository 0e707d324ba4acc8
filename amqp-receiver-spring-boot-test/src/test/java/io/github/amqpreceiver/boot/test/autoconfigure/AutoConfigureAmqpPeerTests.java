package io.github.amqpreceiver.boot.test.autoconfigure;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.boot.test.autoconfigure.app.Database;
import io.github.amqpreceiver.boot.test.autoconfigure.app.ShopApplication;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.test.AmqpPeer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = ShopApplication.class)
@AutoConfigureAmqpPeer(maxDelay = "50ms")
class AutoConfigureAmqpPeerTests {

	@Autowired
	private AmqpPeer peer;

	@Autowired
	private ApplicationContext context;

	@Test
	void wholeApplicationIsThereAndComesToThePeer() {
		assertThat(this.context.getBeanNamesForType(Database.class)).hasSize(1);
		// its real service fails
		assertThat(this.peer.deliverJson("orders", "{\"id\": \"A1\", \"amount\": 1}").awaitModified().deliveryFailed())
			.isTrue();
	}

	@Test
	void detailsAreThoseOfThePeer() {
		assertThat(this.context.getBean(AmqpReceiverConnectionDetails.class).getAddresses())
			.containsExactly(this.peer.address());
		assertThat(this.context.getEnvironment().getProperty("amqp.receiver.recovery.max-delay")).isEqualTo("50ms");
	}

	@Test
	void whatTheApplicationSendsItselfComesToo() {
		this.context.getBean(AmqpConnection.class)
			.session()
			.sender(SenderOptions.builder("elsewhere").build())
			.send(OutgoingMessage.text("hello").build());
		assertThat(this.peer.awaitSent("elsewhere").bodyText()).isEqualTo("hello");
	}

}
