package io.github.amqpreceiver.boot.test.autoconfigure;

import io.github.amqpreceiver.boot.test.autoconfigure.app.AuditListener;
import io.github.amqpreceiver.boot.test.autoconfigure.app.Database;
import io.github.amqpreceiver.boot.test.autoconfigure.app.OrderListener;
import io.github.amqpreceiver.boot.test.autoconfigure.app.ShopApplication;
import io.github.amqpreceiver.test.AmqpPeer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

@AmqpReceiverTest(listeners = AuditListener.class, properties = "amqp.receiver.listener.prefetch=7",
		includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Database.class))
@ContextConfiguration(classes = ShopApplication.class)
class SelectedListenersTests {

	@Autowired
	private AmqpPeer peer;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private Environment environment;

	@Test
	void onlyTheNamedListenersComeIn() {
		assertThat(this.context.getBeanNamesForType(AuditListener.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(OrderListener.class)).isEmpty();
	}

	@Test
	void includedComponentsComeInToo() {
		assertThat(this.context.getBeanNamesForType(Database.class)).hasSize(1);
	}

	@Test
	void propertiesOfTheSliceHold() {
		this.peer.awaitCredit("audit", 7);
		assertThat(this.environment.getProperty("amqp.receiver.recovery.initial-delay")).isEqualTo("10ms");
	}

}
