package io.github.amqpreceiver.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.slf4j.event.Level;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.error.OperationTimeoutException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.not;

class ReceiverWireTests extends ScriptedPeer {

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	@Test
	void eachOutcomeIsOnTheWire() {
		expectLink(10);
		open((options) -> options);
		for (int id = 0; id < 4; id++) {
			transfer(id, "x");
		}
		awaitDelivered(4);
		this.peer.expectDisposition().withFirst(0).withSettled(true).withState().accepted();
		assertThat(this.delivered.get(0).accept()).isTrue();
		done();
		this.peer.expectDisposition().withFirst(1).withSettled(true).withState().released();
		assertThat(this.delivered.get(1).release()).isTrue();
		done();
		this.peer.expectDisposition().withFirst(2).withSettled(true).withState().rejected("app:bad", "why");
		assertThat(this.delivered.get(2).reject(Symbol.valueOf("app:bad"), "why", Map.of())).isTrue();
		done();
		this.peer.expectDisposition().withFirst(3).withSettled(true).withState().modified(true, true);
		// a third of the window is free
		this.peer.expectFlow().withDeliveryCount(4).withLinkCredit(10);
		assertThat(this.delivered.get(3).modify(true, true, Map.of())).isTrue();
		done();
		assertThat(this.delivered).allSatisfy((each) -> assertThat(each.accept()).isFalse());
	}

	@Test
	void creditGoesUpAndDownAndIsDrained() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options);
		this.peer.expectFlow().withLinkCredit(25).withDrain(not(true)).withEcho(not(true));
		join(receiver.resetLinkCredit(25, false));
		done();
		this.peer.expectFlow().withLinkCredit(3).withDrain(not(true)).withEcho(true);
		join(receiver.resetLinkCredit(3, false));
		done();
		assertThat(receiver.status().counters().credit()).isEqualTo(3);
		this.peer.expectFlow()
			.withLinkCredit(8)
			.withDrain(true)
			.respond()
			.withDeliveryCount(8)
			.withLinkCredit(0)
			.withDrain(true);
		join(receiver.resetLinkCredit(8, true));
		done();
		assertThat(receiver.status().counters().credit()).isZero();
		this.peer.expectFlow().withLinkCredit(4).withDeliveryCount(8);
		join(receiver.resetLinkCredit(4, false));
		done();
	}

	@Test
	void aDrainThatIsNotAnsweredIsATimeoutAndTheCreditIsTakenBack() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options.drainTimeout(Duration.ofMillis(150)));
		this.peer.expectFlow().withLinkCredit(10).withDrain(true);
		this.peer.expectFlow().withLinkCredit(0).withDrain(not(true));
		assertThatThrownBy(() -> join(receiver.resetLinkCredit(10, true))).cause()
			.isInstanceOf(OperationTimeoutException.class)
			.hasMessageContaining("did not answer a drain");
		done();
	}

	@Test
	void workAsksForAnEchoAndTellsTheStatus() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options);
		this.peer.expectFlow().withLinkCredit(10).withEcho(true).respond().withDeliveryCount(0).withLinkCredit(10);
		ReceiverStatus status = join(receiver.work());
		assertThat(status.state()).isEqualTo(ReceiverState.OPEN);
		assertThat(status.counters().credit()).isEqualTo(10);
		done();
	}

	@Test
	void pauseDrainsAndResumeGrantsAgain() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options);
		this.peer.expectFlow().withLinkCredit(10).withDrain(true).respond().withDeliveryCount(10).withLinkCredit(0);
		join(receiver.pause());
		assertThat(receiver.status().paused()).isTrue();
		this.peer.expectFlow().withLinkCredit(10).withDeliveryCount(10).withDrain(not(true));
		join(receiver.resume());
		done();
	}

	@Test
	void closeDrainsReleasesWhatIsBufferedKeepsTheLinkAndOpenGrantsAgain() throws Exception {
		expectLink(10);
		CompletableFuture<Outcome> first = new CompletableFuture<>();
		List<ReceiverEvent> events = Collections.synchronizedList(new ArrayList<>());
		MessageReceiver receiver = this.connection.session()
			.receiver(ReceiverOptions.builder("q").name("link").prefetch(10).listener(events::add).build(),
					(delivery) -> {
						this.delivered.add(delivery);
						return first.thenApply((outcome) -> outcome);
					});
		join(receiver.open());
		transfer(0, "handled");
		transfer(1, "buffered");
		transfer(2, "buffered");
		awaitDelivered(1);
		await().until(() -> receiver.status().counters().unsettled() == 3);
		this.peer.expectFlow().withDrain(true).respond().withDeliveryCount(10).withLinkCredit(0);
		this.peer.expectDisposition().withFirst(1).withLast(2).withSettled(true).withState().released();
		CompletionStage<Void> closing = receiver.close();
		done();
		assertThat(closing.toCompletableFuture()).isNotDone();
		this.peer.expectDisposition().withFirst(0).withSettled(true).withState().accepted();
		first.complete(Outcome.accepted());
		join(closing);
		done();
		assertThat(receiver.state()).isEqualTo(ReceiverState.IDLE);
		assertThat(this.delivered).hasSize(1);
		this.peer.expectFlow().withLinkCredit(10).withDrain(not(true));
		join(receiver.open());
		done();
		this.peer.expectFlow().withDrain(true).respond().withDeliveryCount(20).withLinkCredit(0);
		this.peer.expectDetach().withClosed(true).respond();
		join(receiver.destroy());
		join(receiver.destroy());
		done();
		assertThat(events).filteredOn((event) -> event instanceof ReceiverEvent.StateChanged)
			.extracting((event) -> ((ReceiverEvent.StateChanged) event).current())
			.containsExactly(ReceiverState.OPENING, ReceiverState.OPEN, ReceiverState.CLOSING, ReceiverState.IDLE,
					ReceiverState.OPENING, ReceiverState.OPEN, ReceiverState.CLOSING, ReceiverState.IDLE,
					ReceiverState.DESTROYED);
	}

	@Test
	void aDurableSubscriptionIsOnlyDetachedAndUnsubscribeClosesIt() {
		expectLink(10);
		Source durable = Source.builder("q").durability(TerminusDurability.UNSETTLED_STATE).build();
		MessageReceiver receiver = open((options) -> options.source(durable));
		this.peer.expectFlow().withDrain(true).respond().withDeliveryCount(10).withLinkCredit(0);
		this.peer.expectDetach().withClosed(not(true)).respond();
		join(receiver.destroy());
		done();
		this.peer.expectBegin().respond();
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver again = open((options) -> options.source(durable));
		this.peer.expectFlow()
			.withDrain(true)
			.respond()
			.withDeliveryCount(10)
			.withLinkCredit(0)
			.withHandle(0)
			.onChannel(1);
		this.peer.expectDetach().withClosed(true).respond();
		join(again.unsubscribe());
		done();
	}

	@Test
	void twoPhaseSettlementIsTheWholeExchange() {
		expectSession();
		expectAttach().withReceiverSettlesSecond().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver receiver = open((options) -> options.twoPhaseSettlement(true));
		assertThat(receiver.status().negotiated().twoPhase()).isTrue();
		transfer(0, "x");
		awaitDelivered(1);
		this.peer.expectDisposition().withFirst(0).withSettled(false).withState().accepted();
		CompletionStage<Outcome> settled = this.delivered.get(0).settlement();
		this.delivered.get(0).accept();
		done();
		assertThat(settled.toCompletableFuture()).isNotDone();
		this.peer.expectDisposition().withFirst(0).withSettled(true);
		this.peer.remoteDisposition().withRole(false).withFirst(0).withSettled(true).withState().accepted().now();
		assertThat(join(settled)).isEqualTo(Outcome.accepted());
		done();
	}

	@Test
	void aMixedSenderIsObeyedForEachMessage() {
		expectSession();
		expectAttach().withSenderSettleModeMixed().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		open((options) -> options.sendSettleMode(SendSettleMode.MIXED));
		this.peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(0)
			.withDeliveryTag(new byte[] { 0 })
			.withSettled(true)
			.withBody()
			.withString("settled")
			.also()
			.now();
		transfer(1, "unsettled");
		awaitDelivered(2);
		assertThat(this.delivered.get(0).remotelySettled()).isTrue();
		assertThat(this.delivered.get(1).remotelySettled()).isFalse();
		this.peer.expectDisposition().withFirst(1).withSettled(true).withState().accepted();
		assertThat(this.delivered.get(0).accept()).isTrue();
		assertThat(this.delivered.get(1).accept()).isTrue();
		done();
	}

	@Test
	void anAbortedDeliveryIsNeverSeen() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options);
		this.peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(0)
			.withDeliveryTag(new byte[] { 0 })
			.withMore(true)
			.withPayload(new byte[] { 0, 0x53 })
			.now();
		this.peer.remoteTransfer().withHandle(0).withAborted(true).now();
		transfer(1, "whole");
		awaitDelivered(1);
		assertThat(this.delivered.get(0).message().bodyText()).isEqualTo("whole");
		assertThat(receiver.status().counters().unsettled()).isEqualTo(1);
		done();
	}

	@Test
	void aMessageBeyondTheMaximumIsRejectedAndTheNextOneComes() {
		expectLink(10);
		open((options) -> options.maxMessageSize(50));
		this.peer.expectDisposition()
			.withFirst(0)
			.withSettled(true)
			.withState()
			.rejected("amqp:link:message-size-exceeded");
		transfer(0, "x".repeat(60));
		transfer(1, "small");
		awaitDelivered(1);
		assertThat(this.delivered.get(0).message().bodyText()).isEqualTo("small");
	}

	@Test
	void deliveryIdsAndCountsGoOnOverTheWrap() {
		expectSession();
		expectAttach().respondInKind().withInitialDeliveryCount(0xffff_fff0L);
		this.peer.expectFlow().withLinkCredit(100).withDeliveryCount(0xffff_fff0L);
		MessageReceiver receiver = open((options) -> options.prefetch(100));
		for (int i = 0; i < 64; i++) {
			transfer((0xffff_fff0L + i) & 0xffff_ffffL, "text");
		}
		awaitDelivered(64);
		assertThat(receiver.status().counters().credit()).isEqualTo(36);
		this.peer.expectFlow().withLinkCredit(36).withDeliveryCount(48).withEcho(true).respond().withDeliveryCount(48);
		join(receiver.work());
		done();
	}

	@Test
	void anEmptyMessageHasAnEmptyBody() {
		expectLink(10);
		open((options) -> options);
		this.peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(0)
			.withDeliveryTag(new byte[] { 0 })
			.withPayload(new byte[0])
			.now();
		awaitDelivered(1);
		assertThat(this.delivered.get(0).message().body()).isInstanceOf(MessageBody.Empty.class);
		done();
	}

	@Test
	void anotherMessageFormatIsRejectedAsNotImplemented() {
		expectLink(10);
		open((options) -> options);
		this.peer.expectDisposition()
			.withFirst(0)
			.withSettled(true)
			.withState()
			.rejected("amqp:not-implemented", "The message has format 1, but only format 0 is understood");
		this.peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(0)
			.withDeliveryTag(new byte[] { 0 })
			.withMessageFormat(1)
			.withPayload(new byte[] { 1 })
			.now();
		done();
		assertThat(this.delivered).isEmpty();
	}

	@Test
	void withAWindowOfOneEachFrameIsAskedFor() {
		this.peer.expectSASLAnonymousConnect();
		this.peer.expectOpen().respond().withContainerId("peer");
		this.peer.expectBegin().withIncomingWindow(1).respond();
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(10).withIncomingWindow(1);
		AmqpSession session = this.connection.session(SessionOptions.builder().incomingWindow(1).build());
		MessageReceiver receiver = session.receiver(ReceiverOptions.builder("q").name("link").prefetch(10).build(),
				(delivery) -> {
					this.delivered.add(delivery);
					return MessageHandler.SETTLES_ITSELF;
				});
		join(receiver.open());
		for (int i = 0; i < 4; i++) {
			this.peer.expectFlow().withIncomingWindow(1);
			transfer(i, "text");
			done();
		}
		awaitDelivered(4);
	}

	@Test
	void theHighestHandleAndChannelAreKeptTo() {
		this.peer.expectSASLAnonymousConnect();
		this.peer.expectOpen().respond().withContainerId("peer").withChannelMax(0);
		this.peer.expectBegin().respond().withHandleMax(0);
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		AmqpSession session = this.connection.session();
		MessageHandler handler = MessageHandler.accepting((delivery) -> {
		});
		join(session.receiver(ReceiverOptions.builder("q").name("one").prefetch(10).build(), handler).open());
		assertThatThrownBy(() -> join(session.receiver(ReceiverOptions.builder("q").build(), handler).open()))
			.hasStackTraceContaining("allows 1 links on a session");
		assertThatThrownBy(
				() -> join(this.connection.session().receiver(ReceiverOptions.builder("q").build(), handler).open()))
			.hasStackTraceContaining("allows 1 sessions on a connection");
		done();
	}

	@Test
	void aReceiverThatHoldsItsMessagesDoesNotStallItsNeighbours() {
		expectLink(2);
		open((options) -> options.prefetch(2));
		transfer(0, "held");
		transfer(1, "held");
		awaitDelivered(2);
		this.peer.expectBegin().respond();
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(4);
		List<Object> others = Collections.synchronizedList(new ArrayList<>());
		join(this.connection.session()
			.receiver(ReceiverOptions.builder("q").name("other").prefetch(4).build(),
					MessageHandler.accepting(others::add))
			.open());
		done();
		for (int i = 0; i < 40; i++) {
			this.peer.expectDisposition().withFirst(i).withSettled(true).withState().accepted();
			if (i % 2 == 1) {
				this.peer.expectFlow().withLinkCredit(4).withDeliveryCount(i + 1);
			}
			this.peer.remoteTransfer()
				.withHandle(0)
				.withDeliveryId(i)
				.withDeliveryTag(new byte[] { 1 })
				.withBody()
				.withString("x")
				.also()
				.onChannel(1)
				.now();
			done();
		}
		assertThat(others).hasSize(40);
		assertThat(this.delivered).hasSize(2);
	}

	@Test
	void traceIsSwitchedWhileTheReceiverRuns() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options);
		assertThat(this.log.messages(Level.INFO, "Transfer(")).isEmpty();
		receiver.trace(true);
		transfer(0, "secret body");
		awaitDelivered(1);
		await().until(() -> this.log.messages(Level.INFO, "<- ch=0 Transfer(").size() == 1);
		receiver.trace(false);
		transfer(1, "secret body");
		awaitDelivered(2);
		assertThat(this.log.messages(Level.INFO, "Transfer(")).hasSize(1);
		assertThat(this.log.messages(Level.INFO, "secret body")).isEmpty();
		assertThat(receiver.recentFrames()).filteredOn((line) -> line.contains("Transfer("))
			.hasSize(2)
			.noneMatch((line) -> line.contains("secret body"));
		done();
	}

	@Test
	void whatThePeerSettlesFirstIsNotSettledAgain() {
		expectLink(10);
		open((options) -> options);
		transfer(0, "taken back");
		transfer(1, "kept");
		awaitDelivered(2);
		CompletionStage<Outcome> settlement = this.delivered.get(0).settlement();
		this.peer.remoteDisposition().withRole(false).withFirst(0).withSettled(true).withState().released().now();
		assertThat(join(settlement)).isEqualTo(Outcome.released());
		assertThat(this.delivered.get(0).accept()).isFalse();
		// The next disposition is of the other one: nothing was said of the first.
		this.peer.expectDisposition().withFirst(1).withSettled(true).withState().accepted();
		assertThat(this.delivered.get(1).accept()).isTrue();
		done();
	}

	@Test
	void whereThePeerGrantsOnlyFirstASettlementIsWrittenAndDone() {
		expectSession();
		expectAttach().withReceiverSettlesSecond().respond().withReceivervSettlesFirst();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver receiver = open((options) -> options.twoPhaseSettlement(true));
		transfer(0, "x");
		awaitDelivered(1);
		this.peer.expectDisposition().withFirst(0).withSettled(true).withState().accepted();
		CompletionStage<Outcome> settlement = this.delivered.get(0).settlement();
		this.delivered.get(0).accept();
		assertThat(join(settlement)).isEqualTo(Outcome.accepted());
		assertThat(receiver.status().negotiated().twoPhase()).isFalse();
		done();
	}

	@Test
	void anotherSendModeThanAskedForIsUsedAndTold() {
		expectSession();
		expectAttach().withSenderSettleModeUnsettled().respond().withSenderSettleModeSettled();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver receiver = open((options) -> options);
		assertThat(receiver.status().negotiated().receiveSettleMode()).isEqualTo(ReceiveSettleMode.RECEIVE_AND_DELETE);
		this.peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(0)
			.withDeliveryTag(new byte[] { 0 })
			.withSettled(true)
			.withBody()
			.withString("settled")
			.also()
			.now();
		awaitDelivered(1);
		assertThat(this.delivered.get(0).remotelySettled()).isTrue();
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.contains("another snd-settle-mode than 'UNSETTLED'")
			.contains("SETTLED, so that a message is gone when its handler fails");
		done();
	}

	@Test
	void debugTracesThisReceiverAndItsSettlementsWithoutBodies() {
		expectLink(10);
		MessageReceiver receiver = open((options) -> options.debug(true));
		transfer(0, "a secret body");
		awaitDelivered(1);
		this.peer.expectDisposition().withFirst(0).withSettled(true);
		this.delivered.get(0).accept();
		done();
		await().until(() -> this.log.messages(Level.INFO).stream().anyMatch((line) -> line.contains("Disposition")));
		assertThat(this.log.messages(Level.INFO)).anySatisfy((line) -> assertThat(line).contains("link -> ", "Attach"))
			.anySatisfy((line) -> assertThat(line).contains("link <- ", "Attach"))
			.anySatisfy((line) -> assertThat(line).contains("link -> ", "Flow"))
			.anySatisfy((line) -> assertThat(line).contains("link <- ", "Transfer"))
			.noneSatisfy((line) -> assertThat(line).contains("secret body"));
		receiver.trace(false);
		int before = this.log.messages(Level.INFO).size();
		transfer(1, "quiet");
		awaitDelivered(2);
		assertThat(this.log.messages(Level.INFO).subList(before, this.log.messages(Level.INFO).size()))
			.noneSatisfy((line) -> assertThat(line).contains("Transfer"));
	}

	private void awaitDelivered(int count) {
		await().atMost(Duration.ofSeconds(10)).until(() -> this.delivered.size() >= count);
	}

}
