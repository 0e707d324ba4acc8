package io.github.amqpreceiver.boot.test.autoconfigure.app;

import io.github.amqpreceiver.spring.annotation.AmqpListener;

import org.springframework.stereotype.Component;

/** Another listener, on a connection of its own. */
@Component
public class AuditListener {

	@AmqpListener(id = "audit", addresses = "audit", connection = "archive")
	void onAudit(String line) {
	}

}
