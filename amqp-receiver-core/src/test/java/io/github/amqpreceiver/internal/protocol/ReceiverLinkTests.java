package io.github.amqpreceiver.internal.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.StaleDeliveryException;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReceiverLinkTests {

	private final EngineBench bench = new EngineBench();

	private ReceiverLink link = this.bench.link(options().build(), 10, 0);

	private static ReceiverOptions.Builder options() {
		return ReceiverOptions.builder("q").name("l");
	}

	@Test
	void creditIsGrantedOnceAttached() {
		List<Performative.Flow> flows = this.bench.wire.take(Performative.Flow.class);
		assertThat(flows).singleElement().satisfies((flow) -> {
			assertThat(flow.linkCredit()).isEqualTo(10);
			assertThat(flow.drain()).isFalse();
			assertThat(flow.echo()).isFalse();
		});
	}

	@Test
	void outcomesOfABurstGoOutAsRangesBeforeTheFlow() {
		send(0, 8);
		this.bench.wire.take();
		settle(3, Outcome.accepted());
		settle(0, Outcome.accepted());
		settle(2, Outcome.accepted());
		settle(1, Outcome.accepted());
		settle(5, Outcome.accepted());
		settle(6, Outcome.released());
		settle(7, Outcome.released());
		this.bench.loop.run();
		List<Object> frames = this.bench.wire.take();
		assertThat(frames).hasSize(4);
		assertThat(frames.subList(0, 3)).containsExactly(new MemoryWire.Disposition(0, 3, true, Outcome.accepted()),
				new MemoryWire.Disposition(5, 5, true, Outcome.accepted()),
				new MemoryWire.Disposition(6, 7, true, Outcome.released()));
		assertThat(frames.get(3)).isInstanceOf(Performative.Flow.class);
	}

	@Test
	void aThirdOfAWindowThatComesInOneBurstIsSettledAndGrantedBeforeTheRest() {
		EngineBench inline = new EngineBench() {
			@Override
			public void deliver(HeldDelivery delivery) {
				delivery.settle(Outcome.accepted());
			}
		};
		ReceiverLink link = inline.link(options().build(), 9, 0);
		inline.wire.take();
		inline.peer((buf) -> {
			for (int i = 0; i < 9; i++) {
				EngineBench.transfer(buf, link.handle, i, false, false, "x");
			}
		});
		List<Object> frames = inline.wire.take();
		assertThat(frames).hasSize(6);
		for (int part = 0; part < 3; part++) {
			int first = part * 3;
			assertThat(frames).element(part * 2)
				.isEqualTo(new MemoryWire.Disposition(first, first + 2, true, Outcome.accepted()));
			assertThat((Performative.Flow) frames.get(part * 2 + 1)).satisfies((flow) -> {
				assertThat(flow.deliveryCount()).isEqualTo(first + 3);
				assertThat(flow.linkCredit()).isEqualTo(9);
			});
		}
		assertThat(inline.wire.flushes()).isEqualTo(3);
	}

	@Test
	void outcomesThatASlowHandlerKeepsFromBeingAnnouncedAreWrittenAMomentLater() {
		send(0, 3);
		this.bench.wire.take();
		this.bench.delivered.get(0).settleInTurn(Outcome.accepted());
		this.bench.loop.run();
		assertThat(this.bench.wire.take()).isEmpty();
		this.bench.loop.advance(Duration.ofMillis(1));
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(0, 0, true, Outcome.accepted()));
		this.bench.delivered.get(1).settleInTurn(Outcome.accepted());
		this.bench.loop.run();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).as("nobody waits any more").hasSize(1);
	}

	@Test
	void rangesGoOnOverTheWrapOfTheDeliveryId() {
		long first = 0xffff_fffeL;
		send(first, 4);
		this.bench.wire.take();
		this.bench.delivered.forEach((delivery) -> delivery.settle(Outcome.accepted()));
		this.bench.loop.run();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(first, 1, true, Outcome.accepted()));
	}

	@Test
	void settlingTwiceIsRefusedTheSecondTime() {
		send(0, 1);
		HeldDelivery delivery = this.bench.delivered.get(0);
		assertThat(delivery.settle(Outcome.accepted())).isTrue();
		assertThat(delivery.settle(Outcome.released())).isFalse();
		assertThat(delivery.settled()).isTrue();
		this.bench.loop.run();
		assertThat(delivery.settle(Outcome.released())).isFalse();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).hasSize(1);
	}

	@Test
	void aSettlementIsDoneOnlyWhenItIsWritten() {
		send(0, 1);
		HeldDelivery delivery = this.bench.delivered.get(0);
		CompletableFuture<Outcome> done = delivery.settlement().toCompletableFuture();
		delivery.accept();
		assertThat(done).isNotDone();
		this.bench.loop.run();
		assertThat(done).isCompletedWithValue(Outcome.accepted());
		assertThat(delivery.settlement().toCompletableFuture()).isCompletedWithValue(Outcome.accepted());
	}

	@Test
	void afterTheEndOfItsLinkADeliveryIsStaleAndNothingIsSent() {
		send(0, 2);
		HeldDelivery early = this.bench.delivered.get(0);
		HeldDelivery late = this.bench.delivered.get(1);
		CompletableFuture<Outcome> done = early.settlement().toCompletableFuture();
		early.accept();
		this.bench.wire.take();
		this.bench.connection.burstBegan();
		this.link.abandon(Failures.timeout("gone"));
		this.bench.connection.burstEnded();
		assertThat(late.accept()).isFalse();
		this.bench.loop.run();
		assertThatThrownBy(done::join).hasCauseInstanceOf(StaleDeliveryException.class);
		assertThatThrownBy(() -> late.settlement().toCompletableFuture().join())
			.hasCauseInstanceOf(StaleDeliveryException.class);
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).isEmpty();
		assertThat(this.bench.connection.budget().held()).isZero();
	}

	@Test
	void whenThePeerSettlesFirstItsOutcomeIsToldAndOursIsNotSent() {
		send(0, 3);
		this.bench.wire.take();
		this.bench.peer((buf) -> EngineBench.settled(buf, 0, 1, Outcome.released()));
		this.bench.peer((buf) -> EngineBench.settled(buf, 2, 2, null));
		HeldDelivery first = this.bench.delivered.get(0);
		assertThat(first.settle(Outcome.accepted())).isFalse();
		assertThat(first.settlement().toCompletableFuture()).isCompletedWithValue(Outcome.released());
		assertThat(this.bench.delivered.get(2).settlement().toCompletableFuture())
			.isCompletedWithValue(Outcome.released());
		this.bench.loop.run();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).isEmpty();
		assertThat(this.link.unsettled()).isZero();
	}

	@Test
	void aRangeOverEverythingCostsOnlyWhatIsUnsettled() {
		send(0, 3);
		this.bench.peer((buf) -> EngineBench.settled(buf, 5, 4, null));
		assertThat(this.link.unsettled()).isEqualTo(3);
		this.bench.peer((buf) -> EngineBench.settled(buf, 0, 0x7fff_ffffL, null));
		assertThat(this.link.unsettled()).isZero();
		assertThat(this.bench.ends).isEmpty();
	}

	@Test
	void twoPhaseSettlementWaitsForThePeerAndConfirms() {
		useLink(options().twoPhaseSettlement(true).build(), (byte) 1);
		send(0, 2);
		HeldDelivery delivery = this.bench.delivered.get(0);
		CompletableFuture<Outcome> done = delivery.settlement().toCompletableFuture();
		this.bench.delivered.forEach((each) -> each.settle(Outcome.accepted()));
		this.bench.loop.run();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(0, 1, false, Outcome.accepted()));
		assertThat(done).isNotDone();
		assertThat(this.link.unsettled()).isEqualTo(2);
		this.bench.peer((buf) -> EngineBench.settled(buf, 0, 1, Outcome.accepted()));
		assertThat(done).isCompletedWithValue(Outcome.accepted());
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(0, 1, true, null));
		assertThat(this.link.unsettled()).isZero();
	}

	@Test
	void whereThePeerGrantsOnlyFirstTwoPhasesAreNotWaitedFor() {
		useLink(options().twoPhaseSettlement(true).build(), (byte) 0);
		send(0, 1);
		this.bench.delivered.get(0).accept();
		this.bench.loop.run();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(0, 0, true, Outcome.accepted()));
	}

	@Test
	void whatComesSettledTakesAPlaceUntilItIsHandledAndNeedsNoFrame() {
		this.bench.peer((buf) -> EngineBench.transfer(buf, this.link.handle, 0, true, false, "x"));
		this.bench.wire.take();
		HeldDelivery delivery = this.bench.delivered.get(0);
		assertThat(delivery.remotelySettled()).isTrue();
		assertThat(this.link.unsettled()).isEqualTo(1);
		assertThat(delivery.accept()).isTrue();
		this.bench.loop.run();
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).isEmpty();
		assertThat(this.link.unsettled()).isZero();
	}

	@Test
	void aMessageThatIsTooLargeIsRejectedAndTheLinkLives() {
		useLink(options().maxMessageSize(10).build(), (byte) 0);
		this.bench.peer((buf) -> {
			EngineBench.transfer(buf, this.link.handle, 0, false, false, "123456");
			EngineBench.transfer(buf, this.link.handle, 1, false, false, "12345");
			EngineBench.transfer(buf, this.link.handle, 2, false, true, "1234");
			EngineBench.transfer(buf, this.link.handle, -1, false, false, "56");
		});
		assertThat(this.bench.delivered).hasSize(1);
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).hasSize(2)
			.allSatisfy((disposition) -> assertThat(((Outcome.Rejected) disposition.outcome()).error().condition())
				.isEqualTo(Conditions.MESSAGE_SIZE_EXCEEDED));
		assertThat(this.bench.ends).isEmpty();
		assertThat(this.link.unsettled()).isEqualTo(1);
	}

	@Test
	void aMessageForWhichThereIsNoMemoryGoesBackAndTheNextIsAskedForAfterAPause() {
		EngineBench crowded = new EngineBench(Limits.builder().inFlightBytes(65_536).build(), 65_536);
		ReceiverLink holding = crowded.link(options().build(), 1_000, 0);
		int sent = 0;
		List<MemoryWire.Disposition> back = List.of();
		while (back.isEmpty() || holding.credit() > 0) {
			int id = sent++;
			assertThat(sent).as("messages of 200 bytes that fit into 64 kB").isLessThan(1_000);
			crowded.peer(
					(buf) -> EngineBench.transfer(buf, holding.handle, id, false, false, String.format("%0200d", id)));
			back = back.isEmpty() ? crowded.wire.take(MemoryWire.Disposition.class) : back;
		}
		assertThat(back.get(0).outcome()).isEqualTo(Outcome.released());
		crowded.wire.take();
		crowded.loop.advance(Duration.ofMillis(49));
		assertThat(crowded.wire.take()).isEmpty();
		crowded.loop.advance(Duration.ofMillis(1));
		assertThat(crowded.wire.take(Performative.Flow.class)).singleElement()
			.satisfies((flow) -> assertThat(flow.linkCredit()).isPositive());
		assertThat(crowded.ends).isEmpty();
	}

	@Test
	void aSettlementThatIsLargerThanAFrameIsCutNotLost() {
		EngineBench small = new EngineBench(Limits.DEFAULT, 512);
		ReceiverLink attached = small.link(options().build(), 10, 0);
		small.peer((buf) -> {
			EngineBench.transfer(buf, attached.handle, 0, false, false, "x");
			EngineBench.transfer(buf, attached.handle, 1, false, false, "x");
		});
		small.wire.take();
		small.delivered.get(0)
			.settle(Outcome.rejected(new ErrorCondition(Symbol.valueOf("app:bad"), "why ".repeat(300))));
		small.delivered.get(1)
			.settle(Outcome.modified(true, true, Map.of(Symbol.valueOf("x-opt-long"), "text".repeat(300))));
		small.loop.run();
		List<MemoryWire.Disposition> written = small.wire.take(MemoryWire.Disposition.class);
		assertThat(written).hasSize(2);
		assertThat(((Outcome.Rejected) written.get(0).outcome()).error().condition())
			.isEqualTo(Symbol.valueOf("app:bad"));
		assertThat(((Outcome.Rejected) written.get(0).outcome()).error().description()).startsWith("why why");
		assertThat(written.get(1).outcome()).isEqualTo(Outcome.failedUndeliverableHere());
	}

	@Test
	void aLaterResetOvertakesADrain() {
		CompletableFuture<Object> drained = new CompletableFuture<>();
		this.link.resetCredit(10, true, drained::complete);
		this.link.resetCredit(20, false, (failure) -> {
		});
		assertThat(drained).isDone();
		assertThat(this.link.credit()).isEqualTo(20);
	}

	@Test
	void resetToZeroWithDrainDrainsWhatIsOnTheWire() {
		this.bench.wire.take();
		CompletableFuture<Object> drained = new CompletableFuture<>();
		this.link.resetCredit(0, true, drained::complete);
		assertThat(this.bench.wire.take(Performative.Flow.class)).singleElement().satisfies((flow) -> {
			assertThat(flow.linkCredit()).isEqualTo(10);
			assertThat(flow.drain()).isTrue();
		});
		assertThat(drained).isNotDone();
		this.bench.peer((buf) -> EngineBench.flow(buf, this.link.handle, 10, 0, false));
		assertThat(drained).isDone();
		assertThat(this.link.credit()).isZero();
		this.bench.loop.advance(Duration.ofSeconds(1));
		assertThat(this.bench.wire.take(Performative.Flow.class)).isEmpty();
	}

	@Test
	void aDrainThatComesDuringAProbeStaysDrained() {
		List<Object> answers = new ArrayList<>();
		this.link.probe((failure) -> answers.add("probe"));
		this.bench.loop.advance(Duration.ofMillis(600));
		this.link.drain((failure) -> answers.add("drain"));
		this.bench.peer((buf) -> EngineBench.flow(buf, this.link.handle, 10, 0, false));
		assertThat(answers).containsExactly("probe", "drain");
		assertThat(this.link.credit()).isZero();
	}

	@Test
	void aProbeThatOnlyADrainAnswersGivesTheCreditBack() {
		List<Object> answers = new ArrayList<>();
		this.link.probe((failure) -> answers.add("probe"));
		this.bench.loop.advance(Duration.ofMillis(600));
		this.bench.peer((buf) -> EngineBench.flow(buf, this.link.handle, 10, 0, false));
		assertThat(answers).containsExactly("probe");
		assertThat(this.link.credit()).isEqualTo(10);
	}

	@Test
	void whatComesAfterAnUnansweredDrainGoesBackAtOnce() {
		send(0, 1);
		this.link.keepBack();
		this.link.drain((failure) -> this.link.releaseKeptBack());
		this.link.stopCredit();
		this.bench.loop.run();
		this.bench.wire.take();
		this.bench.peer((buf) -> EngineBench.transfer(buf, this.link.handle, 1, false, false, "late"));
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(1, 1, true, Outcome.released()));
		assertThat(this.link.unsettled()).isZero();
	}

	@Test
	void echoesAreAnsweredAtABoundedRate() {
		this.bench.loop.advance(Duration.ofMillis(20));
		this.bench.wire.take();
		for (int i = 0; i < 1_000; i++) {
			this.bench.peer((buf) -> EngineBench.flow(buf, this.link.handle, 0, 10, true));
		}
		assertThat(this.bench.wire.take(Performative.Flow.class)).hasSize(1);
		this.bench.loop.advance(Duration.ofMillis(100));
		assertThat(this.bench.wire.take(Performative.Flow.class)).hasSize(1);
	}

	@Test
	void framesOnTheirWayWhenASessionEndsAreNoViolation() {
		this.bench.session.end();
		this.bench.peer((buf) -> EngineBench.transfer(buf, this.link.handle, 0, false, false, "x"));
		assertThat(this.bench.violations).isEmpty();
	}

	@Test
	void framesOnTheirWayWhenTheConnectionClosesAreNoViolation() {
		this.bench.connection.close();
		this.bench.peer((buf) -> {
			EngineBench.transfer(buf, this.link.handle, 0, false, false, "x");
			FrameWriter.write(buf, 5, new Performative.End(null));
			FrameWriter.write(buf, 0, new Performative.Close(null));
		});
		assertThat(this.bench.violations).isEmpty();
		assertThat(this.bench.wire.closed()).isTrue();
	}

	@Test
	void outcomesFromManyThreadsAllArrive() throws Exception {
		useLink(options().build(), (byte) 0);
		this.link.resetCredit(2_000, false, (failure) -> {
		});
		send(0, 2_000);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		for (int t = 0; t < 4; t++) {
			int offset = t;
			threads.execute(() -> {
				for (int i = offset; i < 2_000; i += 4) {
					this.bench.delivered.get(i).settle(Outcome.accepted());
				}
			});
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		this.bench.wire.take();
		this.bench.peer((buf) -> EngineBench.flow(buf, this.link.handle, 2_000, 0, false));
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class))
			.containsExactly(new MemoryWire.Disposition(0, 1_999, true, Outcome.accepted()));
		assertThat(this.link.unsettled()).isZero();
	}

	private void useLink(ReceiverOptions options, byte receiveMode) {
		this.link = this.bench.link(options.toBuilder().name("other").build(), 10, 0, receiveMode);
		this.bench.wire.take();
	}

	private void send(long firstId, int count) {
		this.bench.peer((buf) -> {
			for (int i = 0; i < count; i++) {
				EngineBench.transfer(buf, this.link.handle, (firstId + i) & 0xffff_ffffL, false, false, "text");
			}
		});
	}

	private void settle(int index, Outcome outcome) {
		this.bench.delivered.get(index).settle(outcome);
	}

}
