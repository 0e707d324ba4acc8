package io.github.amqpreceiver.benchmarks.contender;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonClient;
import io.vertx.proton.ProtonConnection;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.message.Message;

/**
 * vertx-proton: a handler on the event loop, automatic accept and credit.
 */
public final class VertxProtonContender implements Contender {

	private static final int TIMEOUT_SECONDS = 10;

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		Vertx vertx = Vertx.vertx();
		Connections connections = Connections.open(1, () -> () -> close(vertx));
		try {
			for (int i = 0; i < target.connections(); i++) {
				connect(vertx, target, tally);
			}
			return connections;
		}
		catch (Exception ex) {
			connections.close();
			throw ex;
		}
	}

	private static void connect(Vertx vertx, Target target, Tally tally) throws Exception {
		CompletableFuture<ProtonConnection> opened = new CompletableFuture<>();
		ProtonClient.create(vertx).connect(Target.HOST, target.port(), (connected) -> {
			if (connected.failed()) {
				opened.completeExceptionally(connected.cause());
				return;
			}
			ProtonConnection connection = connected.result().open();
			for (int link = 0; link < target.links(); link++) {
				connection.createReceiver(target.address())
					.setPrefetch(target.prefetch())
					.handler((delivery, message) -> handle(message, tally))
					.open();
			}
			opened.complete(connection);
		});
		opened.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

	private static void handle(Message message, Tally tally) {
		Binary body = ((Data) message.getBody()).getValue();
		Object key = message.getApplicationProperties().getValue().get(SampleMessage.KEY);
		byte last = body.getArray()[body.getArrayOffset() + body.getLength() - 1];
		tally.handled(body.getLength(), last, key);
	}

	private static void close(Vertx vertx) throws Exception {
		vertx.close().toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
