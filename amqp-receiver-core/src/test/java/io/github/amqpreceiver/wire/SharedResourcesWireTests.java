package io.github.amqpreceiver.wire;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TransportOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code loop} of the seed: who runs what. */
class SharedResourcesWireTests {

	private final Set<String> loops = ConcurrentHashMap.newKeySet();

	private final List<String> handlers = new CopyOnWriteArrayList<>();

	@Test
	void connectionsShareALoopAndHandlersRunOnTheExecutorOfTheApplication() throws Exception {
		ExecutorService own = Executors.newSingleThreadExecutor((task) -> new Thread(task, "application"));
		try (EventLoopResources resources = EventLoopResources.create(new TransportOptions(1, 4, true, false));
				HonestPeer left = new HonestPeer();
				HonestPeer right = new HonestPeer()) {
			AmqpConnection first = receive(left, resources, own);
			AmqpConnection second = receive(right, resources, own);
			await().until(() -> this.handlers.size() == 2);
			assertThat(this.handlers).containsOnly("application");
			assertThat(this.loops).hasSize(1);
			left.close();
			right.close();
			first.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
			second.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
		}
		finally {
			own.shutdown();
		}
		assertThat(own.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	private AmqpConnection receive(HonestPeer peer, EventLoopResources resources, ExecutorService own)
			throws Exception {
		AmqpConnection connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", peer.port())
			.closeTimeout(Duration.ofMillis(200))
			.recovery(RecoveryOptions.builder().enabled(false).build())
			.listener((event) -> this.loops.add(Thread.currentThread().getName()))
			.build(), resources);
		CompletionStage<Void> opening = connection.session()
			.receiver(ReceiverOptions.builder("q").dispatch(DispatchOptions.builder().executor(own).build()).build(),
					MessageHandler.accepting((delivery) -> this.handlers.add(Thread.currentThread().getName())))
			.open();
		peer.connect();
		int channel = peer.begin();
		int handle = peer.attach(channel);
		opening.toCompletableFuture().get(10, TimeUnit.SECONDS);
		peer.send(channel, handle, RawPeer.message("text"));
		return connection;
	}

}
