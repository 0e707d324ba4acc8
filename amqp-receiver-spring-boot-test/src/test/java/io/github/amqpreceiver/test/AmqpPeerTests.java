package io.github.amqpreceiver.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class AmqpPeerTests {

	private final AmqpPeer peer = AmqpPeer.start();

	private AmqpConnection connection = AmqpConnection.create(options().build());

	@AfterEach
	void stop() {
		join(this.connection.close());
		this.peer.close();
	}

	@Test
	void everyOutcomeIsTold() {
		Outcome[] outcomes = { Outcome.accepted(), Outcome.released(), Outcome.failed(),
				Outcome.rejected(new ErrorCondition(Conditions.NOT_ALLOWED, "no anvils")) };
		receive((delivery) -> outcomes[Integer.parseInt(delivery.message().bodyText())]);
		PeerDelivery accepted = this.peer.deliverText("orders", "0");
		PeerDelivery released = this.peer.deliverText("orders", "1");
		PeerDelivery modified = this.peer.deliverText("orders", "2");
		PeerDelivery rejected = this.peer.deliverText("orders", "3");
		accepted.awaitAccepted();
		released.awaitReleased();
		assertThat(modified.awaitModified().deliveryFailed()).isTrue();
		rejected.awaitRejected(Conditions.NOT_ALLOWED);
		assertThat(rejected.awaitRejected().description()).isEqualTo("no anvils");
	}

	@Test
	void aWrongOutcomeIsASentence() {
		receive((delivery) -> Outcome.released());
		PeerDelivery delivery = this.peer.deliverText("orders", "hello");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(delivery::awaitAccepted)
			.withMessage("The message on 'orders' should be ACCEPTED, but its outcome is Released[]");
	}

	@Test
	void waitingInVainSaysWhatThePeerSaw() {
		open(receiver(ReceiverOptions.builder("orders").name("link").prefetch(3), (delivery) -> Outcome.accepted()));
		PeerDelivery delivery = this.peer.deliverText("elsewhere", "hello");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> delivery.await(Duration.ofMillis(50)))
			.withMessageContaining("Waited 50 ms in vain for an outcome of the message on 'elsewhere'")
			.withMessageContaining("'elsewhere' has no link, 1 messages wait for credit")
			.withMessageContaining("'orders' has the links 'link' with credit 3");
	}

	@Test
	void everyFormOfMessageArrives() {
		List<Delivery> arrived = new CopyOnWriteArrayList<>();
		receive((delivery) -> {
			arrived.add(delivery);
			return Outcome.accepted();
		});
		this.peer.deliverText("orders", "text").awaitAccepted();
		this.peer.deliverJson("orders", "{}").awaitAccepted();
		this.peer.deliverBytes("orders", new byte[] { 1, 2 }).awaitAccepted();
		this.peer
			.deliver("orders",
					OutgoingMessage.text("all")
						.messageId("id-1")
						.applicationProperty("tenant", "acme")
						.messageAnnotation(Symbol.valueOf("x-opt-key"), "k")
						.build())
			.awaitAccepted();
		assertThat(arrived.get(0).message().bodyText()).isEqualTo("text");
		assertThat(arrived.get(1).message().properties().contentType()).isEqualTo("application/json");
		assertThat(arrived.get(2).message().bodyBytes()).containsExactly(1, 2);
		assertThat(arrived.get(3).message().properties().messageId()).isEqualTo("id-1");
		assertThat(arrived.get(3).message().applicationProperty("tenant")).isEqualTo("acme");
		assertThat(arrived.get(3).message().messageAnnotations()).containsEntry(Symbol.valueOf("x-opt-key"), "k");
	}

	@Test
	void bytesThatAreNoMessageGoOnTheWireAsTheyAreAndNoHandlerSeesThem() {
		AtomicInteger handled = new AtomicInteger();
		receive((delivery) -> {
			handled.incrementAndGet();
			return Outcome.accepted();
		});
		ErrorCondition error = this.peer.deliverEncoded("orders", new byte[] { 0, 0x53, 0x7f }).awaitRejected();
		assertThat(error.condition()).isEqualTo(Conditions.DECODE_ERROR);
		assertThat(error.description()).startsWith("A message of 3 bytes is bad inside.");
		assertThat(handled).hasValue(0);
	}

	@Test
	void largeMessagesComeInSeveralFrames() {
		join(this.connection.close());
		this.connection = AmqpConnection.create(options().limits(Limits.builder().maxFrameSize(1024).build()).build());
		byte[] large = new byte[100_000];
		large[99_999] = 7;
		receive((delivery) -> (delivery.message().bodyBytes()[99_999] == 7) ? Outcome.accepted() : Outcome.released());
		this.peer.deliverBytes("orders", large).awaitAccepted();
	}

	@Test
	void redeliveryCountsWhatFailed() {
		receive((delivery) -> (delivery.message().header().deliveryCount() < 2) ? Outcome.failed()
				: Outcome.accepted());
		PeerDelivery first = this.peer.deliverText("orders", "hello");
		first.awaitModified();
		PeerDelivery second = first.redeliver();
		second.awaitModified();
		second.redeliver().awaitAccepted();
	}

	@Test
	void redeliveryNeedsAnOutcome() {
		PeerDelivery waiting = this.peer.deliverText("orders", "hello");
		assertThatIllegalStateException().isThrownBy(waiting::redeliver)
			.withMessageContaining("await it before it is delivered again");
	}

	@Test
	void messagesWaitForALinkWithCredit() {
		PeerDelivery first = this.peer.deliverText("orders", "1");
		PeerDelivery second = this.peer.deliverText("orders", "2");
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch settle = new CountDownLatch(1);
		open(receiver(ReceiverOptions.builder("orders").prefetch(1), (delivery) -> {
			arrived.countDown();
			countedDown(settle);
			return Outcome.accepted();
		}));
		countedDown(arrived);
		this.peer.awaitCredit("orders", 0);
		assertThat(first.attempts()).isEqualTo(1);
		assertThat(second.attempts()).isZero();
		settle.countDown();
		first.awaitAccepted();
		second.awaitAccepted();
		this.peer.awaitCredit("orders", 1);
	}

	@Test
	void severalLinksTakeTurns() {
		AtomicInteger[] counts = { new AtomicInteger(), new AtomicInteger() };
		for (AtomicInteger count : counts) {
			receive((delivery) -> {
				count.incrementAndGet();
				return Outcome.accepted();
			});
		}
		assertThat(this.peer.awaitLinks("orders", 2)).hasSize(2);
		List<PeerDelivery> deliveries = IntStream.range(0, 10)
			.mapToObj((number) -> this.peer.deliverText("orders", "x"))
			.toList();
		deliveries.forEach(PeerDelivery::awaitAccepted);
		assertThat(counts[0]).hasValue(5);
		assertThat(counts[1]).hasValue(5);
	}

	@Test
	void linksShowWhatTheyAskedFor() {
		open(receiver(ReceiverOptions.builder(Source.builder("orders").selector("region = 'EU'").build()).name("link"),
				(delivery) -> Outcome.accepted()));
		this.peer.awaitCredit("orders", 300);
		PeerLink link = this.peer.link("orders");
		assertThat(link.name()).isEqualTo("link");
		assertThat(link.selector()).isEqualTo("region = 'EU'");
		assertThat(link.filters()).hasSize(1);
		assertThat(link.presettled()).isFalse();
		assertThat(link.credit()).isEqualTo(300);
	}

	@Test
	void settledMessagesCountAsAccepted() {
		CompletableFuture<String> arrived = new CompletableFuture<>();
		open(receiver(ReceiverOptions.builder("orders").receiveSettleMode(ReceiveSettleMode.RECEIVE_AND_DELETE),
				(delivery) -> {
					arrived.complete(delivery.message().bodyText());
					return Outcome.accepted();
				}));
		assertThat(this.peer.link("orders").presettled()).isTrue();
		this.peer.deliverText("orders", "hello").awaitAccepted();
		assertThat(join(arrived)).isEqualTo("hello");
	}

	@Test
	void twoPhaseSettlementIsCompleted() {
		MessageReceiver receiver = open(
				receiver(ReceiverOptions.builder("orders").twoPhaseSettlement(true), (delivery) -> Outcome.accepted()));
		assertThat(this.peer.link("orders").twoPhaseSettlement()).isTrue();
		this.peer.deliverText("orders", "hello").awaitAccepted();
		await().until(() -> receiver.status().counters().unsettled() == 0);
	}

	@Test
	void refusedLinksFailAndComeWhenTheyMay() {
		this.peer.refuse("orders", Conditions.NOT_FOUND);
		MessageReceiver receiver = receiver(ReceiverOptions.builder("orders"), (delivery) -> Outcome.accepted());
		receiver.open();
		this.peer.awaitAttaches("orders", 2);
		assertThat(receiver.lastError()).isInstanceOfSatisfying(LinkDetachedException.class,
				(error) -> assertThat(error.condition().condition()).isEqualTo(Conditions.NOT_FOUND));
		this.peer.allow("orders");
		this.peer.deliverText("orders", "hello").awaitAccepted();
	}

	@Test
	void linksThatGoAtOnceAreAttachedAgain() {
		this.peer.detachOnceAttached("orders", Conditions.DETACH_FORCED);
		receiver(ReceiverOptions.builder("orders"), (delivery) -> Outcome.accepted()).open();
		this.peer.awaitAttaches("orders", 3);
		this.peer.allow("orders");
		assertThat(this.peer.link("orders").address()).isEqualTo("orders");
	}

	@Test
	void whatALostLinkHeldIsDeliveredAgain() {
		lost(() -> this.peer.detach("orders", Conditions.DETACH_FORCED));
	}

	@Test
	void whatALostSessionHeldIsDeliveredAgain() {
		lost(() -> this.peer.endSessions(Conditions.INTERNAL_ERROR));
	}

	@Test
	void whatAClosedConnectionHeldIsDeliveredAgain() {
		lost(() -> this.peer.closeConnections(Conditions.CONNECTION_FORCED));
	}

	@Test
	void whatACutConnectionHeldIsDeliveredAgain() {
		lost(this.peer::cutConnections);
	}

	private void lost(Runnable fault) {
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch settle = new CountDownLatch(1);
		receive((delivery) -> {
			if (delivery.message().header().deliveryCount() == 0) {
				arrived.countDown();
				countedDown(settle);
				return Outcome.rejected();
			}
			return Outcome.accepted();
		});
		PeerDelivery delivery = this.peer.deliverText("orders", "hello");
		countedDown(arrived);
		fault.run();
		settle.countDown();
		delivery.awaitAccepted();
		assertThat(delivery.attempts()).isEqualTo(2);
	}

	@Test
	void detachingNothingIsAMistake() {
		assertThatIllegalStateException().isThrownBy(() -> this.peer.detach("orders", Conditions.DETACH_FORCED))
			.withMessageStartingWith("No link is on 'orders' that could be detached.");
	}

	@Test
	void aStalledPeerSendsNothingUntilItResumes() {
		MessageReceiver receiver = receive((delivery) -> Outcome.accepted());
		this.peer.stall();
		PeerDelivery delivery = this.peer.deliverText("orders", "hello");
		assertThat(delivery.attempts()).isZero();
		CompletionStage<?> probe = receiver.work();
		assertThat(probe.toCompletableFuture()).isNotDone();
		this.peer.resume();
		delivery.awaitAccepted();
		join(probe);
	}

	@Test
	void aStalledPeerSendsNoHeartbeats() {
		join(this.connection.close());
		this.connection = AmqpConnection.create(options().idleTimeout(Duration.ofSeconds(2)).build());
		MessageReceiver receiver = receive((delivery) -> Outcome.accepted());
		this.peer.stall();
		await().atMost(Duration.ofSeconds(10)).until(() -> receiver.state() == ReceiverState.RECOVERING);
		this.peer.resume();
		this.peer.deliverText("orders", "hello").awaitAccepted();
	}

	@Test
	void heartbeatsKeepAnIdleConnection() {
		join(this.connection.close());
		this.connection = AmqpConnection.create(options().idleTimeout(Duration.ofSeconds(2)).build());
		receive((delivery) -> Outcome.accepted());
		// longer than the idle timeout without a message
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.peer.deliverText("elsewhere", "x").await(Duration.ofMillis(3500)));
		this.peer.deliverText("orders", "hello").awaitAccepted();
		this.peer.awaitAttaches("orders", 1);
		assertThat(this.peer.awaitLinks("orders", 1)).hasSize(1);
		assertThat(this.peer.connections()).isOne();
	}

	@Test
	void sentMessagesCanBeRead() {
		MessageSender sender = this.connection.session().sender(SenderOptions.builder("replies").build());
		assertThat(join(sender.send(OutgoingMessage.text("done").correlationId("id-1").build())))
			.isEqualTo(Outcome.accepted());
		assertThat(this.peer.awaitSent("replies").bodyText()).isEqualTo("done");
		assertThat(this.peer.sent("replies")).hasSize(1);
		assertThat(this.peer.sent("elsewhere")).isEmpty();
	}

	@Test
	void sentMessagesAreAnsweredAsTheTestSays() {
		this.peer.answerSent("replies", Outcome.released());
		MessageSender sender = this.connection.session().sender(SenderOptions.builder("replies").build());
		assertThat(join(sender.send(OutgoingMessage.data(new byte[200_000]).build()))).isEqualTo(Outcome.released());
		assertThat(this.peer.awaitSent("replies", 1).get(0).bodyBytes()).hasSize(200_000);
	}

	@Test
	void resettingForgetsMessagesRulesAndAnswers() {
		PeerDelivery waiting = this.peer.deliverText("orders", "hello");
		this.peer.refuse("orders", Conditions.NOT_FOUND);
		this.peer.reset();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(waiting::await)
			.withCauseInstanceOf(CancellationException.class)
			.withMessageContaining("The peer was reset before the message on 'orders' was settled");
		AtomicInteger arrived = new AtomicInteger();
		receive((delivery) -> {
			arrived.incrementAndGet();
			return Outcome.accepted();
		});
		this.peer.deliverText("orders", "next").awaitAccepted();
		assertThat(arrived).hasValue(1);
	}

	@Test
	void resettingCutsWhatIsUnsettled() {
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch settle = new CountDownLatch(1);
		receive((delivery) -> {
			if (delivery.message().bodyText().equals("stuck")) {
				arrived.countDown();
				countedDown(settle);
			}
			return Outcome.accepted();
		});
		this.peer.deliverText("orders", "stuck");
		countedDown(arrived);
		this.peer.reset();
		settle.countDown();
		this.peer.awaitAttaches("orders", 1);
		this.peer.deliverText("orders", "next").awaitAccepted();
	}

	@Test
	void closingTwiceIsFine() {
		this.peer.close();
		this.peer.close();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.peer.deliverText("orders", "late"));
	}

	private ConnectionOptions.Builder options() {
		return ConnectionOptions.builder()
			.addresses(List.of(this.peer.address()))
			.closeTimeout(Duration.ofMillis(200))
			.recovery(RecoveryOptions.builder().backOff(BackOff.fixed(Duration.ofMillis(20))).build());
	}

	private MessageReceiver receive(Function<Delivery, Outcome> handler) {
		return open(receiver(ReceiverOptions.builder("orders"), handler));
	}

	private MessageReceiver receiver(ReceiverOptions.Builder options, Function<Delivery, Outcome> handler) {
		return this.connection.session().receiver(options.build(), MessageHandler.blocking(handler::apply));
	}

	private static MessageReceiver open(MessageReceiver receiver) {
		join(receiver.open());
		return receiver;
	}

	private static void countedDown(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

}
