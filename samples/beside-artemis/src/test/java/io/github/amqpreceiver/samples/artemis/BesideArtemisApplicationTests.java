package io.github.amqpreceiver.samples.artemis;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.boot.health.AmqpReceiverHealthContributor;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import jakarta.jms.ConnectionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.client.AmqpClient;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.artemis.autoconfigure.ArtemisConnectionDetails;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jms.health.JmsHealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Beside the starters of Artemis and of RabbitMQ and Spring's AMQP 1.0 client. */
@SpringBootTest(properties = "logging.level.io.github.amqpreceiver=warn")
class BesideArtemisApplicationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	@Autowired
	private ApplicationContext context;

	@Autowired
	private JmsTemplate jms;

	@Autowired
	private AnswerListener answers;

	@Test
	void messagesGoOutOverJmsComeInOverAmqpAndTheOtherWayRound() {
		for (int i = 0; i < 100; i++) {
			this.jms.convertAndSend("orders", "order " + i);
		}
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.answers.answers()).contains("book is on its way",
					"order 0 is on its way", "order 99 is on its way"));
		assertThat(this.answers.answers()).doesNotHaveDuplicates().hasSize(101);
	}

	@Test
	void listenersOfEachAreFoundByTheirOwnRegistry() {
		assertThat(this.context.getBean(AmqpListenerRegistry.class).containers())
			.extracting((container) -> container.id())
			.containsExactly("orders");
		assertThat(this.context.getBean(JmsListenerEndpointRegistry.class).getListenerContainerIds())
			.containsExactly("answers");
		assertThat(this.context.getBean(RabbitListenerEndpointRegistry.class).getListenerContainerIds()).isEmpty();
	}

	@Test
	void connectionsOfEachAreItsOwn() {
		assertThat(this.context.getBeansOfType(AmqpConnection.class)).containsOnlyKeys("amqpReceiverConnection");
		assertThat(this.context.getBeansOfType(ConnectionFactory.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(ArtemisConnectionDetails.class)).hasSize(1);
		assertThat(ClassUtils.isPresent(AmqpClient.class.getName(), null)).isTrue();
	}

	@Test
	void healthOfBothIsUp() {
		await().atMost(LONG).untilAsserted(() -> {
			CompositeHealthContributor listeners = (CompositeHealthContributor) this.context
				.getBean(AmqpReceiverHealthContributor.class)
				.getContributor("listeners");
			assertThat(((HealthIndicator) listeners.getContributor("orders")).health().getStatus())
				.isEqualTo(Status.UP);
		});
		assertThat(this.context.getBean(JmsHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void noBeanOfOursHasANameOfTheirs() {
		List<String> ours = Arrays.stream(this.context.getBeanDefinitionNames())
			.filter((name) -> this.context.getType(name) != null
					&& this.context.getType(name).getName().startsWith("io.github.amqpreceiver."))
			.filter((name) -> !this.context.getType(name).getName().contains(".samples."))
			.filter((name) -> !name.contains("."))
			.filter((name) -> !name.equals("embeddedBroker"))
			.toList();
		assertThat(ours).isNotEmpty().allSatisfy((name) -> assertThat(name).startsWith("amqpReceiver"));
	}

}
