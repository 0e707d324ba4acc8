package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.ClassUtils;

/**
 * Tells once at start what stands beside the receiver on the class path: other AMQP
 * libraries, which it leaves alone, and versions of Netty that do not suit each other.
 */
final class ClassPathNotes implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ClassPathNotes.class);

	private final ClassLoader loader;

	private final NettyVersions netty;

	ClassPathNotes(ClassLoader loader, NettyVersions netty) {
		this.loader = loader;
		this.netty = netty;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> others = new ArrayList<>();
		add(others, "org.apache.qpid.jms.JmsConnectionFactory", "qpid-jms");
		add(others, "org.springframework.amqp.rabbit.core.RabbitTemplate", "spring-rabbit (AMQP 0-9-1)");
		add(others, "org.springframework.amqp.client.AmqpClient", "spring-amqp-client");
		if (!others.isEmpty()) {
			logger.info("Also on the class path: {}; it keeps connections and listeners of its own, which no property"
					+ " under amqp.receiver configures", String.join(", ", others));
		}
		if (this.netty.isMixed()) {
			logger.warn("Versions of Netty are mixed: {}; set the property netty.version of the build to one of 4.2",
					this.netty);
		}
	}

	private void add(List<String> others, String type, String name) {
		if (ClassUtils.isPresent(type, this.loader)) {
			others.add(name);
		}
	}

}
