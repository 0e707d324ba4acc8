package io.github.amqpreceiver.benchmarks.contender;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * protonj2-client: one thread per link that receives, with automatic accept and credit.
 */
public final class ProtonJ2Contender implements Contender {

	private static final Logger log = LoggerFactory.getLogger(ProtonJ2Contender.class);

	private volatile boolean closing;

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		this.closing = false;
		Client client = Client.create();
		Connections connections = Connections.open(1, () -> client);
		connections.add(Connections.open(target.connections(), () -> connect(client, target, tally)));
		connections.add(() -> this.closing = true);
		return connections;
	}

	private AutoCloseable connect(Client client, Target target, Tally tally) throws Exception {
		Connection connection = client.connect(Target.HOST, target.port());
		ReceiverOptions options = new ReceiverOptions().creditWindow(target.prefetch());
		for (int link = 0; link < target.links(); link++) {
			Receiver receiver = connection.openReceiver(target.address(), options);
			Thread thread = new Thread(() -> receive(receiver, tally), "receiver-" + link);
			thread.setDaemon(true);
			thread.start();
		}
		return connection;
	}

	private void receive(Receiver receiver, Tally tally) {
		try {
			while (!this.closing) {
				Delivery delivery = receiver.receive();
				Message<byte[]> message = delivery.message();
				tally.handled(message.body(), message.property(SampleMessage.KEY));
			}
		}
		catch (ClientException ex) {
			if (!this.closing) {
				log.error("Receiver failed", ex);
			}
		}
	}

}
