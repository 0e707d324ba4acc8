package io.github.amqpreceiver.boot.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which images of RabbitMQ speak AMQP 1.0 as they are.
 */
final class RabbitMqImage {

	private static final Logger logger = LoggerFactory.getLogger(RabbitMqImage.class);

	/** The first version whose core speaks AMQP 1.0. */
	private static final int FIRST_VERSION = 4;

	private static final Pattern VERSION = Pattern.compile("rabbitmq[^:/@]*:v?(\\d{1,4})(?![\\da-z])");

	private RabbitMqImage() {
	}

	/**
	 * Warns when an image is of a version for which AMQP 1.0 is a plugin. Of a tag that
	 * does not begin with a number nothing is known.
	 * @param image the image with its tag
	 * @return whether there was something to warn of
	 */
	static boolean warnOfPlugin(String image) {
		Matcher version = VERSION.matcher(image);
		boolean old = version.find() && Integer.parseInt(version.group(1)) < FIRST_VERSION;
		if (old) {
			logger.warn("The image '{}' is a RabbitMQ older than 4, which speaks AMQP 1.0 only with the plugin "
					+ "rabbitmq_amqp1_0: use an image rabbitmq:4, or enable the plugin", image);
		}
		return old;
	}

}
