package io.github.amqpreceiver.benchmarks.contender;

import com.rabbitmq.client.amqp.Connection;
import com.rabbitmq.client.amqp.ConnectionSettings;
import com.rabbitmq.client.amqp.Consumer;
import com.rabbitmq.client.amqp.Environment;
import com.rabbitmq.client.amqp.Message;
import com.rabbitmq.client.amqp.impl.AmqpEnvironmentBuilder;
import io.github.amqpreceiver.benchmarks.wire.SampleMessage;

/**
 * RabbitMQ's AMQP 1.0 client: a consumer with a message handler on the environment's
 * dispatching executor, which accepts through its context.
 */
public final class RabbitMqContender implements Contender {

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		Environment environment = new AmqpEnvironmentBuilder().build();
		Connections connections = Connections.open(1, () -> environment);
		connections.add(Connections.open(target.connections(), () -> connect(environment, target, tally)));
		return connections;
	}

	private static AutoCloseable connect(Environment environment, Target target, Tally tally) {
		Connection connection = environment.connectionBuilder()
			.host(Target.HOST)
			.port(target.port())
			.saslMechanism(ConnectionSettings.SASL_MECHANISM_ANONYMOUS)
			.build();
		for (int link = 0; link < target.links(); link++) {
			connection.consumerBuilder()
				.queue(target.address())
				.initialCredits(target.prefetch())
				.messageHandler((context, message) -> handle(context, message, tally))
				.build();
		}
		return connection;
	}

	private static void handle(Consumer.Context context, Message message, Tally tally) {
		tally.handled(message.body(), message.property(SampleMessage.KEY));
		context.accept();
	}

}
