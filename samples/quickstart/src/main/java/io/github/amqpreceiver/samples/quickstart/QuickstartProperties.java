package io.github.amqpreceiver.samples.quickstart;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the quickstart.
 *
 * @param interval how often an order is published
 * @param brokerPort port of the embedded broker, 0 for a free one
 * @param burst how many messages the burst sends and takes as fast as it can, 0 for none
 */
@ConfigurationProperties("quickstart")
record QuickstartProperties(@DefaultValue("PT1S") Duration interval, @DefaultValue("0") int brokerPort,
		@DefaultValue("0") int burst) {
}
