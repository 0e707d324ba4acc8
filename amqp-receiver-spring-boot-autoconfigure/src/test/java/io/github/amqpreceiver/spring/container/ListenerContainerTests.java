package io.github.amqpreceiver.spring.container;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.Filters;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.AmqpListenerConfigurer;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.FakeReceiver;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Settings, life and registration of listeners. */
class ListenerContainerTests {

	private final ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	static class Orders {

		@AmqpListener(addresses = "queue", id = "orders", prefetch = "20", concurrency = "2")
		void on(String text) {
		}

	}

	@Test
	void aLayerGoesBeforeTheOneBelow() {
		this.listeners.factory((builder) -> builder
			.defaults(ListenerSettings.builder()
				.set(LinkSettings.PREFETCH, 10)
				.set(LinkSettings.MAX_MESSAGE_SIZE, 5L)
				.set(CallSettings.CONCURRENCY, 7)
				.set(LinkSettings.CONSUMERS, 2)
				.build())
			.settings(Map.of("orders", ListenerSettings.builder().set(CallSettings.CONCURRENCY, 3).build()))
			.customizers(List.of((id, options) -> options.maxMessageSize(9))));
		this.listeners.start(new Orders());
		ReceiverOptions options = this.listeners.receiver("queue").options;
		assertThat(options.prefetch()).as("annotation over defaults").isEqualTo(20);
		assertThat(options.dispatch().concurrency()).as("by id over annotation").isEqualTo(3);
		assertThat(options.maxMessageSize()).as("customizer over all").isEqualTo(9);
		assertThat(options.receiveSettleMode()).as("nobody").isEqualTo(ReceiveSettleMode.PEEK_LOCK);
		assertThat(this.listeners.connection.receivers).as("defaults").hasSize(2);
	}

	@Test
	void outcomesByExceptionOfAllLayersAreJoined() {
		ListenerSettings low = ListenerSettings.builder()
			.set(FailureSettings.EXCEPTION_OUTCOMES, Map.of("a", FailureOutcome.REJECTED, "b", FailureOutcome.REJECTED))
			.build();
		ListenerSettings high = ListenerSettings.builder()
			.set(FailureSettings.EXCEPTION_OUTCOMES, Map.of("b", FailureOutcome.RELEASED))
			.build();
		assertThat(low.overlay(high).get(FailureSettings.EXCEPTION_OUTCOMES))
			.containsEntry("a", FailureOutcome.REJECTED)
			.containsEntry("b", FailureOutcome.RELEASED);
		assertThat(low.toBuilder().build()).isEqualTo(low);
		assertThat(low.overlay(ListenerSettings.NONE)).isEqualTo(low);
		assertThat(ListenerSettings.NONE.overlay(low)).isEqualTo(low);
	}

	static class Selected {

		@AmqpListener(addresses = { "one", "${more}" }, selector = "a = 1", filters = { "no-local=", "acme:x=y" },
				browse = "true")
		void on(String text) {
		}

	}

	@Test
	void addressesFiltersAndBrowsing() {
		this.listeners.property("more", "two,three").start(new Selected());
		assertThat(this.listeners.connection.receivers).extracting((receiver) -> receiver.options.source().address())
			.containsExactly("one", "two", "three");
		ReceiverOptions options = this.listeners.receiver("one").options;
		assertThat(options.source().filters()).containsKeys(Filters.SELECTOR, Filters.NO_LOCAL,
				Symbol.valueOf("acme:x"));
		assertThat(options.source().distributionMode()).isEqualTo(DistributionMode.COPY);
	}

	static class Durable {

		@AmqpListener(addresses = "topic", subscription = "audit", durable = "true", shared = "true", consumers = "2")
		void on(String text) {
		}

	}

	@Test
	void aSharedDurableSubscription() {
		this.listeners.start(new Durable());
		assertThat(this.listeners.connection.receivers).extracting(FakeReceiver::name)
			.containsExactly("audit|global", "audit|global2");
		ReceiverOptions options = this.listeners.receiver("topic").options;
		assertThat(options.source().durability()).isEqualTo(TerminusDurability.UNSETTLED_STATE);
		assertThat(options.source().capabilities()).extracting(Symbol::toString)
			.containsExactly("topic", "shared", "global");
	}

	@Retention(RetentionPolicy.RUNTIME)
	@AmqpListener(prefetch = "5", concurrency = "2")
	@interface FewAtOnce {

		@AliasFor(annotation = AmqpListener.class, attribute = "addresses")
		String[] value();

	}

	static class Meta {

		@FewAtOnce("queue")
		void on(String text) {
		}

	}

	@Test
	void theAnnotationMayBeComposed() {
		this.listeners.start(new Meta());
		assertThat(this.listeners.receiver("queue").options.prefetch()).isEqualTo(5);
	}

	static class Repeated {

		@AmqpListener("one")
		@AmqpListener(addresses = "two", id = "second")
		void on(String text) {
		}

	}

	@Test
	void theAnnotationMayBeRepeated() {
		this.listeners.start(new Repeated());
		assertThat(this.listeners.registry().containers()).extracting(AmqpListenerContainer::id)
			.containsExactly("Repeated-on", "second");
	}

	@Test
	void registrationInCode() {
		List<String> seen = new ArrayList<>();
		ListenerSettings settings = ListenerSettings.builder().set(LinkSettings.ADDRESSES, List.of("queue")).build();
		this.listeners.bean("registration", AmqpListenerConfigurer.class,
				(registrar) -> registrar.register(AmqpListenerEndpoint.of("mine", settings, (delivery) -> {
					seen.add(delivery.message().bodyText());
					return MessageHandler.ACCEPTED;
				})));
		this.listeners.start();
		assertThat(this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build()).outcome())
			.isEqualTo(Outcome.accepted());
		assertThat(seen).containsExactly("x");
	}

	static class Waiting {

		@AmqpListener(addresses = "queue", id = "waiting", autoStartup = "false")
		void on(String text) {
		}

	}

	@Test
	void aListenerThatDoesNotStartByItself() {
		this.listeners.start(new Waiting());
		AmqpListenerContainer container = this.listeners.registry().container("waiting");
		assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.NEVER_STARTED);
		this.listeners.registry().start("waiting");
		assertThat(this.listeners.receiver("queue").state()).isEqualTo(ReceiverState.OPEN);
	}

	@Test
	void stoppedByTheUserStaysStoppedWhenTheContextStartsAgain() {
		this.listeners.start(new Orders());
		AmqpListenerContainer container = this.listeners.registry().container("orders");
		this.listeners.registry().stop("orders");
		assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.STOPPED_BY_USER);
		assertThat(this.listeners.receiver("queue").state()).isEqualTo(ReceiverState.DESTROYED);
		this.listeners.context.stop();
		this.listeners.context.start();
		assertThat(container.isRunning()).isFalse();
		container.start();
		assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.RUNNING);
		assertThat(this.listeners.receiver("queue").state()).isEqualTo(ReceiverState.OPEN);
	}

	@Test
	void stoppedWithTheContextStartsWithIt() {
		this.listeners.start(new Orders());
		AmqpListenerContainer container = this.listeners.registry().container("orders");
		this.listeners.context.stop();
		assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.STOPPED_BY_CONTEXT);
		this.listeners.context.start();
		assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.RUNNING);
	}

	@Test
	void aPauseOutlivesAStop() {
		this.listeners.start(new Orders());
		AmqpListenerContainer container = this.listeners.registry().container("orders");
		this.listeners.registry().pause("orders");
		assertThat(this.listeners.receiver("queue").paused).isTrue();
		assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.PAUSED);
		container.stop();
		container.start();
		assertThat(container.isPaused()).isTrue();
		assertThat(this.listeners.receiver("queue").paused).isTrue();
		this.listeners.registry().resume("orders");
		assertThat(this.listeners.receiver("queue").paused).isFalse();
	}

	@Test
	void anUnknownIdIsToldWithTheKnownOnes() {
		this.listeners.start(new Orders());
		assertThatThrownBy(() -> this.listeners.registry().pause("order"))
			.hasMessage("There is no listener with the id 'order'; there is [orders]");
	}

	@Test
	void applicationEventsTellTheLifeOfAListener() {
		List<Object> events = new CopyOnWriteArrayList<>();
		this.listeners.factory((builder) -> builder
			.defaults(ListenerSettings.builder().set(CallSettings.IDLE_EVENT_INTERVAL, Duration.ofMillis(30)).build()));
		this.listeners.context.addApplicationListener(
				(ApplicationListener<PayloadApplicationEvent<?>>) (event) -> events.add(event.getPayload()));
		this.listeners.start(new Orders());
		AmqpReceiverException error = new AmqpReceiverException("no", null, null);
		this.listeners.receiver("queue").options.listener().onEvent(new ReceiverEvent.GaveUp("c", "l", error));
		await().until(() -> events.stream().anyMatch((event) -> event instanceof AmqpListenerEvent.Idle));
		this.listeners.registry().stop("orders");
		await().until(() -> events.contains(new AmqpListenerEvent.Stopped("orders", true)));
		assertThat(events).contains(new AmqpListenerEvent.Started("orders"),
				new AmqpListenerEvent.GaveUp("orders", error));
	}

	@Test
	void staleMessagesAreGivenBackWithoutACall() {
		List<String> stale = new ArrayList<>();
		ListenerMetrics metrics = new ListenerMetrics() {

			@Override
			public void stale(String reason) {
				stale.add(reason);
			}

		};
		Instant now = Instant.now();
		FreshnessGate gate = FreshnessGate.of(ListenerSettings.builder()
			.set(FailureSettings.MAX_AGE, Duration.ofSeconds(10))
			.set(FailureSettings.LOCK_MARGIN, Duration.ofSeconds(5))
			.set(FailureSettings.EXPIRED_OUTCOME, FailureOutcome.REJECTED)
			.build(), metrics, Clock.systemUTC());
		FakeDelivery old = FakeDelivery.of(OutgoingMessage.text("x"))
			.arrivedAt(System.nanoTime() - Duration.ofSeconds(11).toNanos());
		assertThat(gate.check(old)).isEqualTo(Outcome.released());
		assertThat(gate.check(FakeDelivery
			.of(OutgoingMessage.text("x").messageAnnotation(Symbol.valueOf("x-opt-locked-until"), now.plusSeconds(2)))))
			.isEqualTo(Outcome.released());
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x").absoluteExpiryTime(now.minusSeconds(1)))))
			.isInstanceOf(Outcome.Rejected.class);
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x")
			.creationTime(now.minusSeconds(3))
			.header(new MessageHeader(false, 4, Duration.ofSeconds(2), false, 0)))))
			.isInstanceOf(Outcome.Rejected.class);
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x").absoluteExpiryTime(now.plusSeconds(60)))))
			.isNull();
		assertThat(stale).containsExactly("age", "lock", "expired", "expired");
		assertThat(FreshnessGate.of(ListenerSettings.NONE, metrics, Clock.systemUTC())).isNull();
	}

	@Test
	void eachReasonToGiveAMessageBackHasAnOutcomeOfItsOwn() {
		FreshnessGate gate = FreshnessGate.of(ListenerSettings.builder()
			.set(FailureSettings.MAX_AGE, Duration.ofSeconds(10))
			.set(FailureSettings.MAX_AGE_OUTCOME, FailureOutcome.MODIFIED_FAILED)
			.set(FailureSettings.LOCK_OUTCOME, FailureOutcome.MODIFIED_FAILED_UNDELIVERABLE_HERE)
			.set(FailureSettings.EXPIRED_OUTCOME, FailureOutcome.ACCEPTED)
			.build(), ListenerMetrics.NONE, Clock.systemUTC());
		Symbol lock = Symbol.valueOf("x-opt-locked-until");
		Instant now = Instant.now();
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x"))
			.arrivedAt(System.nanoTime() - Duration.ofSeconds(11).toNanos()))).isEqualTo(Outcome.failed());
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x").messageAnnotation(lock, now.minusMillis(1)))))
			.isEqualTo(Outcome.failedUndeliverableHere());
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x").messageAnnotation(lock, now.plusSeconds(9)))))
			.as("without a margin the lock is good to its end")
			.isNull();
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x").absoluteExpiryTime(now.minusSeconds(1)))))
			.isEqualTo(Outcome.accepted());
	}

	@Test
	void aStaleMessageThatIsRejectedSaysWhy() {
		FreshnessGate gate = FreshnessGate.of(ListenerSettings.builder()
			.set(FailureSettings.MAX_AGE, Duration.ofSeconds(10))
			.set(FailureSettings.MAX_AGE_OUTCOME, FailureOutcome.REJECTED)
			.build(), ListenerMetrics.NONE, Clock.systemUTC());
		assertThat(gate.check(FakeDelivery.of(OutgoingMessage.text("x"))
			.arrivedAt(System.nanoTime() - Duration.ofSeconds(11).toNanos())))
			.isInstanceOfSatisfying(Outcome.Rejected.class,
					(rejected) -> assertThat(rejected.error().description()).contains("longer than max-age, PT10S"));
	}

	static class Fresh {

		@AmqpListener(addresses = "fresh", id = "fresh", expiredOutcome = "rejected", lockMargin = "5s",
				lockOutcome = "modified-failed", maxAge = "${age}", maxAgeOutcome = "accepted")
		void on(String text) {
		}

	}

	@Test
	void theAnnotationSetsFreshnessAndYamlByIdGoesBeforeIt() {
		this.listeners.property("age", "3s")
			.factory((builder) -> builder.settings(Map.of("fresh",
					ListenerSettings.builder().set(FailureSettings.LOCK_OUTCOME, FailureOutcome.ACCEPTED).build())));
		this.listeners.start(new Fresh());
		ListenerSettings settings = this.listeners.registry().container("fresh").settings();
		assertThat(settings.get(FailureSettings.EXPIRED_OUTCOME)).isEqualTo(FailureOutcome.REJECTED);
		assertThat(settings.get(FailureSettings.LOCK_MARGIN)).isEqualTo(Duration.ofSeconds(5));
		assertThat(settings.get(FailureSettings.LOCK_OUTCOME)).isEqualTo(FailureOutcome.ACCEPTED);
		assertThat(settings.get(FailureSettings.MAX_AGE)).isEqualTo(Duration.ofSeconds(3));
		assertThat(settings.get(FailureSettings.MAX_AGE_OUTCOME)).isEqualTo(FailureOutcome.ACCEPTED);
	}

	@Test
	void keysOfAnOrder() {
		FakeDelivery delivery = FakeDelivery.of(OutgoingMessage.text("x")
			.groupId("g")
			.applicationProperty("customer", "c")
			.messageAnnotation(Symbol.valueOf("x-opt-partition-key"), "p"));
		assertThat(OrderKeys.of("group-id", "m").apply(delivery.message())).isEqualTo("g");
		assertThat(OrderKeys.of("customer", "m").apply(delivery.message())).isEqualTo("c");
		assertThat(OrderKeys.of("x-opt-partition-key", "m").apply(delivery.message())).isEqualTo("p");
		assertThat(OrderKeys.of("headers['customer'] + properties.groupId()", "m").apply(delivery.message()))
			.isEqualTo("cg");
		assertThat(OrderKeys.of("headers['none']", "m").apply(delivery.message())).isNull();
	}

}
