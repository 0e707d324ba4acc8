package io.github.amqpreceiver.boot.test.autoconfigure;

import io.github.amqpreceiver.boot.test.autoconfigure.app.AuditListener;
import io.github.amqpreceiver.boot.test.autoconfigure.app.ShopApplication;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.test.AmqpPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Another application attaches a link of the same name with the same container id. */
@AmqpReceiverTest(listeners = AuditListener.class, properties = "amqp.receiver.recovery.max-delay=60s")
@ContextConfiguration(classes = ShopApplication.class)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class StolenLinkTests {

	@Autowired
	private AmqpPeer peer;

	@Autowired
	private AmqpListenerRegistry registry;

	@Test
	void listenerWhoseLinkIsStolenSaysWhyAndTakesItBackSlowly(CapturedOutput output) {
		String link = this.peer.link("audit").name();
		this.peer.detach("audit", Conditions.LINK_STOLEN);
		await().until(() -> status().lastError() != null);
		assertThat(status().state()).isEqualTo(ReceiverState.RECOVERING);
		String sentence = "The peer (amqp-receiver-spring-boot-test) detached link '" + link
				+ "' to address 'audit': amqp:link:stolen 'the test says so'. Another connection attached a link of the same name and "
				+ "container id: give each application its own";
		assertThat(status().lastError()).hasMessage(sentence);
		assertThat(output).containsOnlyOnce(sentence).containsPattern("REATTACH in (2[4-9]|3[0-6])\\d{3} ms");
	}

	private ReceiverStatus status() {
		return this.registry.containers().iterator().next().status().get(0);
	}

}
