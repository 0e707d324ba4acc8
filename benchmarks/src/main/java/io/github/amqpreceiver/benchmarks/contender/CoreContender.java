package io.github.amqpreceiver.benchmarks.contender;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * The core of this project: a handler inline, on a handler thread, or in order by key;
 * each message is accepted after its handler.
 */
public final class CoreContender implements Contender {

	private static final int TIMEOUT_SECONDS = 10;

	private final DispatchOptions dispatch;

	private CoreContender(DispatchOptions dispatch) {
		this.dispatch = dispatch;
	}

	static CoreContender inline() {
		return new CoreContender(DispatchOptions.builder().inline(true).build());
	}

	static CoreContender handlerThread() {
		return new CoreContender(DispatchOptions.DEFAULT);
	}

	static CoreContender ordered() {
		return new CoreContender(DispatchOptions.builder()
			.concurrency(4)
			.orderBy((message) -> message.applicationProperty(SampleMessage.KEY))
			.build());
	}

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		return Connections.open(target.connections(), () -> connect(target, tally));
	}

	private AutoCloseable connect(Target target, Tally tally) throws Exception {
		AmqpConnection connection = AmqpConnection
			.create(ConnectionOptions.builder(Target.HOST, target.port()).build());
		AmqpSession session = connection.session();
		MessageHandler handler = MessageHandler.accepting((delivery) -> {
			ReceivedMessage message = delivery.message();
			ByteBuffer body = message.bodyBuffer();
			tally.handled(body.remaining(), body.get(body.limit() - 1), message.applicationProperty(SampleMessage.KEY));
		});
		CompletableFuture<?>[] opened = IntStream.range(0, target.links())
			.mapToObj((link) -> session.receiver(options(target), handler).open().toCompletableFuture())
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(opened).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		return connection.asCloseable();
	}

	private ReceiverOptions options(Target target) {
		return ReceiverOptions.builder(target.address()).prefetch(target.prefetch()).dispatch(this.dispatch).build();
	}

}
