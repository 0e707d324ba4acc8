package io.github.amqpreceiver.samples.artemis;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.core.JmsTemplate;

/** Orders go out over JMS, come in over AMQP 1.0, and their answers the other way. */
@SpringBootApplication(proxyBeanMethods = false)
public class BesideArtemisApplication {

	/**
	 * Starts the application.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(BesideArtemisApplication.class, args);
	}

	@Bean
	ApplicationRunner firstOrder(JmsTemplate jms) {
		return (arguments) -> jms.convertAndSend("orders", "book");
	}

}
