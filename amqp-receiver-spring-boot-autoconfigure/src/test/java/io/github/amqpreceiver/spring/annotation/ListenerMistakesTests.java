package io.github.amqpreceiver.spring.annotation;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.fake.FakeConnection;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each mistake is told at start, in a sentence, before anything is opened. */
class ListenerMistakesTests {

	private final ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	private void assertMistake(Object listener, String... said) {
		assertThatThrownBy(() -> this.listeners.start(listener)).satisfies((failure) -> {
			Throwable found = failure;
			while (found != null && !(found instanceof ListenerConfigurationException)) {
				found = found.getCause();
			}
			assertThat(found).isNotNull();
			assertThat(found).hasMessageStartingWith(ListenerMistakesTests.class.getName());
			assertThat(found.getMessage()).contains(said);
		});
		assertThat(this.listeners.connection.receivers).isEmpty();
	}

	static class NoAddress {

		@AmqpListener
		void on(String text) {
		}

	}

	@Test
	void withoutAnAddress() {
		assertMistake(new NoAddress(), "$NoAddress#on: addresses is not set",
				"amqp.receiver.listeners.NoAddress-on.addresses");
	}

	static class UndefinedPlaceholder {

		@AmqpListener("${undefined}")
		void on(String text) {
		}

	}

	@Test
	void aPlaceholderThatNothingDefines() {
		assertMistake(new UndefinedPlaceholder(), "#on: addresses is '${undefined}'", "define the property");
	}

	static class BrokenExpression {

		@AmqpListener("#{nowhere.name}")
		void on(String text) {
		}

	}

	@Test
	void anExpressionThatFails() {
		assertMistake(new BrokenExpression(), "#on: addresses is '#{nowhere.name}'", "expression failed");
	}

	static class NotANumber {

		@AmqpListener(addresses = "queue", prefetch = "many")
		void on(String text) {
		}

	}

	@Test
	void aNumberThatIsNone() {
		assertMistake(new NotANumber(), "#on: prefetch is 'many'", "whole number");
	}

	static class NoPrefetch {

		@AmqpListener(addresses = "queue", prefetch = "0")
		void on(String text) {
		}

	}

	@Test
	void aPrefetchOfZero() {
		assertMistake(new NoPrefetch(), "prefetch is 0", "never receives", "autoStartup");
	}

	static class HugePrefetch {

		@AmqpListener(addresses = "queue", prefetch = "1000000000")
		void on(String text) {
		}

	}

	@Test
	void aPrefetchBeyondItsRange() {
		assertMistake(new HugePrefetch(), "prefetch is 1000000000", "1 to 65535");
	}

	static class NoSize {

		@AmqpListener(addresses = "queue", maxMessageSize = "0")
		void on(String text) {
		}

	}

	@Test
	void aMaximumSizeOfZero() {
		assertMistake(new NoSize(), "maxMessageSize is 0");
	}

	static class HugeSize {

		@AmqpListener(addresses = "queue", maxMessageSize = "1GB")
		void on(String text) {
		}

	}

	@Test
	void aMaximumSizeBeyondWhatTheConnectionHolds() {
		assertMistake(new HugeSize(), "maxMessageSize is 1073741824 bytes but the connection holds at most 67108864",
				"in-flight-size");
	}

	static class UnknownMode {

		@AmqpListener(addresses = "queue", receiveSettleMode = "peek")
		void on(String text) {
		}

	}

	@Test
	void anUnknownSettleMode() {
		assertMistake(new UnknownMode(), "receiveSettleMode is 'peek'", "[PEEK_LOCK, RECEIVE_AND_DELETE]");
	}

	static class Contradiction {

		@AmqpListener(addresses = "queue", receiveSettleMode = "receive-and-delete", sendSettleMode = "unsettled")
		void on(String text) {
		}

	}

	@Test
	void settleModesThatContradict() {
		assertMistake(new Contradiction(), "sendSettleMode is UNSETTLED", "SETTLED or MIXED");
	}

	static class ManualWithout {

		@AmqpListener(addresses = "queue", ackMode = "MANUAL")
		void on(String text) {
		}

	}

	@Test
	void manualWithoutAnAcknowledgment() {
		assertMistake(new ManualWithout(), "#on: ackMode is MANUAL but the method has no AmqpAcknowledgment");
	}

	static class AutoWith {

		@AmqpListener("queue")
		void on(String text, AmqpAcknowledgment acknowledgment) {
		}

	}

	@Test
	void autoWithAnAcknowledgment() {
		assertMistake(new AutoWith(), "#on: ackMode is AUTO but the method has an AmqpAcknowledgment");
	}

	static class DeleteManual {

		@AmqpListener(addresses = "queue", ackMode = "MANUAL", receiveSettleMode = "RECEIVE_AND_DELETE")
		void on(String text, AmqpAcknowledgment acknowledgment) {
		}

	}

	@Test
	void anAcknowledgmentWhereNothingIsLeftToSettle() {
		assertMistake(new DeleteManual(), "RECEIVE_AND_DELETE", "nothing to settle");
	}

	static class TwoPayloads {

		@AmqpListener("queue")
		void on(String one, byte[] other) {
		}

	}

	@Test
	void twoPayloads() {
		assertMistake(new TwoPayloads(), "parameter 1 (byte[]) is a second payload", "ReceivedMessage");
	}

	static class WrongHeaders {

		@AmqpListener("queue")
		void on(@org.springframework.messaging.handler.annotation.Headers String headers) {
		}

	}

	@Test
	void headersOfTheWrongType() {
		assertMistake(new WrongHeaders(), "parameter 0", "must be Map<String, Object>");
	}

	static class PrimitiveHeader {

		@AmqpListener("queue")
		void on(@org.springframework.messaging.handler.annotation.Header(name = "n", required = false) int n) {
		}

	}

	@Test
	void aPrimitiveThatMayBeAbsent() {
		assertMistake(new PrimitiveHeader(), "parameter 0 (int)", "cannot be null", "Integer");
	}

	static class ReturnsFuture {

		@AmqpListener("queue")
		Future<Void> on(String text) {
			return null;
		}

	}

	@Test
	void aFutureThatCannotBeWaitedFor() {
		assertMistake(new ReturnsFuture(), "returns java.util.concurrent.Future", "CompletionStage");
	}

	static class ReturnsOutcomes {

		@AmqpListener("queue")
		Flux<Outcome> on(String text) {
			return Flux.empty();
		}

	}

	@Test
	void severalOutcomesForOneMessage() {
		assertMistake(new ReturnsOutcomes(), "several outcomes");
	}

	static class ReturnsReply {

		@AmqpListener("queue")
		String on(String text) {
			return text;
		}

	}

	@Test
	void aReplyWithoutAnAddress() {
		assertMistake(new ReturnsReply(), "returns java.lang.String but nothing says where replies go", "@SendTo");
	}

	static class SendsToMany {

		@AmqpListener("queue")
		@SendTo({ "a", "b" })
		String on(String text) {
			return text;
		}

	}

	@Test
	void repliesToSeveralAddresses() {
		assertMistake(new SendsToMany(), "@SendTo names 2 addresses");
	}

	static class UnknownBeans {

		@AmqpListener(addresses = "queue", executor = "worker")
		void on(String text) {
		}

	}

	@Test
	void anUnknownBeanWithTheCandidates() {
		this.listeners.bean("workers", Executor.class, Runnable::run);
		assertThatThrownBy(() -> this.listeners.start(new UnknownBeans())).hasMessageContaining(
				"executor 'worker' is not the name of a bean of type java.util.concurrent.Executor; name one of [workers]");
	}

	static class UnknownFactory {

		@AmqpListener(addresses = "queue", containerFactory = "other")
		void on(String text) {
		}

	}

	@Test
	void anUnknownContainerFactory() {
		assertMistake(new UnknownFactory(), "containerFactory 'other'", "[amqpReceiverListenerContainerFactory]");
	}

	static class UnknownConnection {

		@AmqpListener(addresses = "queue", connection = "west")
		void on(String text) {
		}

	}

	@Test
	void anUnknownConnectionWithTheNames() {
		assertMistake(new UnknownConnection(), "connection 'west' is unknown; there is [default]");
	}

	static class AnyConnection {

		@AmqpListener("queue")
		void on(String text) {
		}

	}

	@Test
	void anAmbiguousConnection() {
		AmqpConnectionResolver two = AmqpConnectionResolver
			.of(java.util.Map.of("west", new FakeConnection(), "east", new FakeConnection()), null);
		assertThatThrownBy(() -> two.connection(null)).hasMessageContaining("there is [east, west]");
	}

	static class DurableWithoutName {

		@AmqpListener(addresses = "topic", durable = "true")
		void on(String text) {
		}

	}

	@Test
	void aDurableSubscriptionWithoutAName() {
		assertMistake(new DurableWithoutName(), "durable is true without a name", "subscription");
	}

	static class ExclusiveSubscription {

		@AmqpListener(addresses = "topic", subscription = "s", consumers = "2")
		void on(String text) {
		}

	}

	@Test
	void severalLinksOfAnExclusiveSubscription() {
		assertMistake(new ExclusiveSubscription(), "'s' is not shared but would get several links");
	}

	static class SmallPrefetch {

		@AmqpListener(addresses = "queue", batch = "true", batchSize = "100", prefetch = "10")
		void on(List<String> texts) {
		}

	}

	@Test
	void aBatchThatCouldNeverBeFull() {
		assertMistake(new SmallPrefetch(), "batchSize is 100 but prefetch is 10");
	}

	static class BatchOfOne {

		@AmqpListener(addresses = "queue", batch = "true")
		void on(String text) {
		}

	}

	@Test
	void aBatchMethodWithoutAList() {
		assertMistake(new BatchOfOne(), "batch is true but parameter 0 is of type java.lang.String", "List");
	}

	static class BrokenOrder {

		@AmqpListener(addresses = "queue", orderBy = "headers['x'", concurrency = "2")
		void on(String text) {
		}

	}

	@Test
	void anOrderThatIsNoExpression() {
		assertMistake(new BrokenOrder(), "orderBy 'headers['x'' is not an expression");
	}

	static class SameId {

		@AmqpListener(addresses = "one", id = "same")
		void one(String text) {
		}

		@AmqpListener(addresses = "two", id = "same")
		void two(String text) {
		}

	}

	@Test
	void anIdThatIsTaken() {
		assertMistake(new SameId(), "#two: id 'same' is taken by", "#one");
	}

	static class Static {

		@AmqpListener("queue")
		static void on(String text) {
		}

	}

	@Test
	void aStaticMethod() {
		assertMistake(new Static(), "#on: is static");
	}

	public static class FinalMethod {

		@AmqpListener("queue")
		public final void on(String text) {
		}

	}

	public static class PrivateMethod {

		@AmqpListener("queue")
		private void on(String text) {
		}

	}

	private Object proxy(Object target) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		return factory.getProxy();
	}

	@Test
	void aFinalMethodBehindAProxy() {
		assertThatThrownBy(() -> this.listeners.start(proxy(new FinalMethod())))
			.hasMessageContaining("$FinalMethod#on: is final, but its bean is a proxy");
	}

	@Test
	void aPrivateMethodBehindAProxy() {
		assertThatThrownBy(() -> this.listeners.start(proxy(new PrivateMethod())))
			.hasMessageContaining("$PrivateMethod#on: cannot be called on the proxy of its bean because it is private");
	}

	@AmqpListener("queue")
	static class NoHandlers {

	}

	@Test
	void aClassWithoutHandlers() {
		assertMistake(new NoHandlers(), "@AmqpListener is on the class but no method has @AmqpHandler");
	}

	@AmqpListener("queue")
	static class SameType {

		@AmqpHandler
		void one(String text) {
		}

		@AmqpHandler
		void two(String text) {
		}

	}

	@Test
	void handlersOfTheSameType() {
		assertMistake(new SameType(), "methods one and two both take java.lang.String");
	}

	@Test
	void anExceptionThatIsNotThere() {
		this.listeners.factory((builder) -> builder.defaults(ListenerSettings.builder()
			.set(FailureSettings.EXCEPTION_OUTCOMES, java.util.Map.of("com.acme.Nope", FailureOutcome.REJECTED))
			.build()));
		assertThatThrownBy(() -> this.listeners.start(new AnyConnection()))
			.hasMessageContaining("exceptionOutcomes names the class 'com.acme.Nope', which is not there");
	}

	@Test
	void aMissingContainerFactory() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Enabled.class);
			context.registerBean(AnyConnection.class);
			assertThatThrownBy(context::refresh).hasMessageContaining("amqpReceiverListenerContainerFactory");
		}
	}

	@EnableAmqpReceivers
	static class Enabled {

	}

	static class Raw {

		@AmqpListener("queue")
		void on(Delivery delivery) {
		}

	}

	@Test
	void aMethodWithoutAPayloadIsNoMistake() {
		this.listeners.start(new Raw());
		assertThat(this.listeners.connection.receivers).hasSize(1);
	}

}
