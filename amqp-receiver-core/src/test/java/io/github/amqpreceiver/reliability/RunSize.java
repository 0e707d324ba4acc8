package io.github.amqpreceiver.reliability;

import java.time.Duration;

/**
 * How large a run is.
 *
 * @param name the name of its report
 * @param messages how many messages are sent
 * @param kills how often the broker is killed with SIGKILL
 * @param faults how many faults of the network there are
 * @param limit how long it may take
 */
record RunSize(String name, int messages, int kills, int faults, Duration limit) {

	/** The run of every build. */
	static RunSize verify() {
		return new RunSize("ledger-verify", 50_000, 5, 20, Duration.ofMinutes(3));
	}

	/** The run of every build with RabbitMQ, whose start takes seconds. */
	static RunSize verifyRabbitMq() {
		return new RunSize("ledger-verify-rabbitmq", 10_000, 2, 12, Duration.ofMinutes(3));
	}

	/** The long run with RabbitMQ; system properties make it smaller. */
	static RunSize soakRabbitMq() {
		return new RunSize("ledger-soak-rabbitmq", Integer.getInteger("soak.rabbitmq.messages", 200_000),
				Integer.getInteger("soak.rabbitmq.kills", 20), Integer.getInteger("soak.rabbitmq.faults", 60),
				Duration.ofMinutes(Integer.getInteger("soak.minutes", 60)));
	}

	/** The long run; system properties make it smaller. */
	static RunSize soak() {
		return new RunSize("ledger-soak", Integer.getInteger("soak.messages", 2_000_000),
				Integer.getInteger("soak.kills", 60), Integer.getInteger("soak.faults", 500),
				Duration.ofMinutes(Integer.getInteger("soak.minutes", 60)));
	}

}
