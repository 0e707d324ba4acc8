package io.github.amqpreceiver.wire;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;
import org.apache.qpid.protonj2.test.driver.expectations.AttachExpectation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.hamcrest.Matchers.not;

/** A peer on loopback that follows a script, and a connection to it. */
abstract class ScriptedPeer {

	final ProtonTestServer peer = new ProtonTestServer();

	final List<Delivery> delivered = new CopyOnWriteArrayList<>();

	AmqpConnection connection;

	@BeforeEach
	void start() {
		this.peer.start();
		this.connection = AmqpConnection.create(options().build());
	}

	@AfterEach
	void stop() {
		this.peer.close();
		join(this.connection.close());
	}

	ConnectionOptions.Builder options() {
		return ConnectionOptions.builder("127.0.0.1", this.peer.getServerURI().getPort())
			.containerId("scripted")
			.closeTimeout(Duration.ofMillis(200))
			.recovery(RecoveryOptions.builder().enabled(false).build());
	}

	/** Header, SASL, open and begin. */
	void expectSession() {
		this.peer.expectSASLAnonymousConnect();
		this.peer.expectOpen().respond().withContainerId("peer");
		this.peer.expectBegin().respond();
	}

	void expectLink(int credit) {
		expectSession();
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(credit).withDrain(not(true)).withEcho(not(true));
	}

	AttachExpectation expectAttach() {
		return this.peer.expectAttach().ofReceiver();
	}

	/** A receiver that keeps what it gets, to be settled by the test. */
	MessageReceiver receiver(UnaryOperator<ReceiverOptions.Builder> options) {
		return this.connection.session()
			.receiver(options.apply(ReceiverOptions.builder("q").name("link").prefetch(10)).build(), (delivery) -> {
				this.delivered.add(delivery);
				return MessageHandler.SETTLES_ITSELF;
			});
	}

	MessageReceiver open(UnaryOperator<ReceiverOptions.Builder> options) {
		MessageReceiver receiver = receiver(options);
		join(receiver.open());
		return receiver;
	}

	void transfer(long id, String text) {
		this.peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(id)
			.withDeliveryTag(new byte[] { (byte) id })
			.withMessageFormat(0)
			.withMore(false)
			.withBody()
			.withString(text)
			.also()
			.now();
	}

	void done() {
		this.peer.waitForScriptToComplete(10, TimeUnit.SECONDS);
	}

	static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

}
