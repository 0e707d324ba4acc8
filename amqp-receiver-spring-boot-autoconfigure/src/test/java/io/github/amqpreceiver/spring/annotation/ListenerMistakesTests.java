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

	private static final String ALLOWED = "a method may take the payload (once), ReceivedMessage, Delivery, "
			+ "AmqpAcknowledgment, MessageProperties, MessageHeader, Spring's Message and MessageHeaders, "
			+ "and parameters with @Header, @Headers or @Payload";

	private final ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	/** The whole text, without the name of this class. */
	private void assertMistake(Object listener, String text) {
		assertThatThrownBy(() -> this.listeners.start(listener)).satisfies((failure) -> {
			Throwable found = failure;
			while (found != null && !(found instanceof ListenerConfigurationException)) {
				found = found.getCause();
			}
			assertThat(found).isNotNull();
			assertThat(found.getMessage().replace(ListenerMistakesTests.class.getName(), "")).isEqualTo(text);
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
		assertMistake(new NoAddress(),
				"$NoAddress#on: addresses is not set; write @AmqpListener(addresses = \"orders\"), or set "
						+ "amqp.receiver.listeners.NoAddress-on.addresses");
	}

	static class ExpressionOfNothing {

		@AmqpListener("#{null}")
		void on(String text) {
		}

	}

	@Test
	void anExpressionThatGivesNoAddress() {
		assertMistake(new ExpressionOfNothing(),
				"$ExpressionOfNothing#on: addresses is not set; write @AmqpListener(addresses = \"orders\"), or set "
						+ "amqp.receiver.listeners.ExpressionOfNothing-on.addresses");
	}

	static class UndefinedPlaceholder {

		@AmqpListener("${undefined}")
		void on(String text) {
		}

	}

	@Test
	void aPlaceholderThatNothingDefines() {
		assertMistake(new UndefinedPlaceholder(),
				"$UndefinedPlaceholder#on: addresses is '${undefined}', which cannot be understood; "
						+ "define the property that the placeholder names, or give it a default as in "
						+ "${name:default} (Could not resolve placeholder in '${undefined}')");
	}

	static class BrokenExpression {

		@AmqpListener("#{nowhere.name}")
		void on(String text) {
		}

	}

	@Test
	void anExpressionThatFails() {
		assertMistake(new BrokenExpression(),
				"$BrokenExpression#on: addresses is '#{nowhere.name}', which cannot be understood; the "
						+ "expression failed: EL1008E: Property or field 'nowhere' cannot be found on object of "
						+ "type 'org.springframework.beans.factory.config.BeanExpressionContext' - maybe not "
						+ "public or not valid?");
	}

	static class NotANumber {

		@AmqpListener(addresses = "queue", prefetch = "many")
		void on(String text) {
		}

	}

	@Test
	void aNumberThatIsNone() {
		assertMistake(new NotANumber(),
				"$NotANumber#on: prefetch is 'many', which cannot be understood; write a whole number");
	}

	static class NoPrefetch {

		@AmqpListener(addresses = "queue", prefetch = "0")
		void on(String text) {
		}

	}

	@Test
	void aPrefetchOfZero() {
		assertMistake(new NoPrefetch(),
				"$NoPrefetch#on: prefetch is 0, with which the listener never receives; set autoStartup "
						+ "to false for a listener that waits, or 1 to 65535 messages");
	}

	static class HugePrefetch {

		@AmqpListener(addresses = "queue", prefetch = "1000000000")
		void on(String text) {
		}

	}

	@Test
	void aPrefetchBeyondItsRange() {
		assertMistake(new HugePrefetch(), "$HugePrefetch#on: prefetch is 1000000000; set 1 to 65535");
	}

	static class NoSize {

		@AmqpListener(addresses = "queue", maxMessageSize = "0")
		void on(String text) {
		}

	}

	@Test
	void aMaximumSizeOfZero() {
		assertMistake(new NoSize(),
				"$NoSize#on: maxMessageSize is 0, which no message meets; set 1 to 2147483647 bytes, "
						+ "such as 10MB");
	}

	static class HugeSize {

		@AmqpListener(addresses = "queue", maxMessageSize = "1GB")
		void on(String text) {
		}

	}

	@Test
	void aMaximumSizeBeyondWhatTheConnectionHolds() {
		assertMistake(new HugeSize(),
				"$HugeSize#on: maxMessageSize is 1073741824 bytes but the connection holds at most "
						+ "67108864; lower it, or raise amqp.receiver.limits.in-flight-size");
	}

	static class UnknownMode {

		@AmqpListener(addresses = "queue", receiveSettleMode = "peek")
		void on(String text) {
		}

	}

	@Test
	void anUnknownSettleMode() {
		assertMistake(new UnknownMode(),
				"$UnknownMode#on: receiveSettleMode is 'peek', which cannot be understood; write one of "
						+ "[PEEK_LOCK, RECEIVE_AND_DELETE]");
	}

	static class Contradiction {

		@AmqpListener(addresses = "queue", receiveSettleMode = "receive-and-delete", sendSettleMode = "unsettled")
		void on(String text) {
		}

	}

	@Test
	void settleModesThatContradict() {
		assertMistake(new Contradiction(),
				"$Contradiction#on: sendSettleMode is UNSETTLED, but must be SETTLED or MIXED where "
						+ "receiveSettleMode is RECEIVE_AND_DELETE; correct the annotation, or the properties "
						+ "amqp.receiver.listener.* and amqp.receiver.listeners.Contradiction-on.*");
	}

	static class ManualWithout {

		@AmqpListener(addresses = "queue", ackMode = "MANUAL")
		void on(String text) {
		}

	}

	@Test
	void manualWithoutAnAcknowledgment() {
		assertMistake(new ManualWithout(),
				"$ManualWithout#on: ackMode is MANUAL but the method has no AmqpAcknowledgment parameter "
						+ "to settle with; add the parameter, or leave ackMode at AUTO");
	}

	static class AutoWith {

		@AmqpListener("queue")
		void on(String text, AmqpAcknowledgment acknowledgment) {
		}

	}

	@Test
	void autoWithAnAcknowledgment() {
		assertMistake(new AutoWith(),
				"$AutoWith#on: ackMode is AUTO but the method has an AmqpAcknowledgment parameter; set "
						+ "ackMode to MANUAL, or remove the parameter and return an Outcome");
	}

	static class DeleteManual {

		@AmqpListener(addresses = "queue", ackMode = "MANUAL", receiveSettleMode = "RECEIVE_AND_DELETE")
		void on(String text, AmqpAcknowledgment acknowledgment) {
		}

	}

	@Test
	void anAcknowledgmentWhereNothingIsLeftToSettle() {
		assertMistake(new DeleteManual(),
				"$DeleteManual#on: ackMode is MANUAL but receiveSettleMode is RECEIVE_AND_DELETE, which "
						+ "leaves nothing to settle; leave ackMode at AUTO, or set receiveSettleMode to PEEK_LOCK");
	}

	static class TwoPayloads {

		@AmqpListener("queue")
		void on(String one, byte[] other) {
		}

	}

	@Test
	void twoPayloads() {
		assertMistake(new TwoPayloads(),
				"$TwoPayloads#on: parameter 1 (byte[]) is a second payload, besides one of type " + "java.lang.String; "
						+ ALLOWED);
	}

	static class WrongHeaders {

		@AmqpListener("queue")
		void on(@org.springframework.messaging.handler.annotation.Headers String headers) {
		}

	}

	@Test
	void headersOfTheWrongType() {
		assertMistake(new WrongHeaders(), "$WrongHeaders#on: parameter 0 (java.lang.String) with @Headers is of type "
				+ "java.lang.String but must be Map<String, Object>; " + ALLOWED);
	}

	static class PrimitiveHeader {

		@AmqpListener("queue")
		void on(@org.springframework.messaging.handler.annotation.Header(name = "n", required = false) int n) {
		}

	}

	@Test
	void aPrimitiveThatMayBeAbsent() {
		assertMistake(new PrimitiveHeader(),
				"$PrimitiveHeader#on: parameter 0 (int) with @Header(required = false) is primitive and "
						+ "cannot be null: give it a default value, or take Integer; " + ALLOWED);
	}

	static class ReturnsFuture {

		@AmqpListener("queue")
		Future<Void> on(String text) {
			return null;
		}

	}

	@Test
	void aFutureThatCannotBeWaitedFor() {
		assertMistake(new ReturnsFuture(),
				"$ReturnsFuture#on: returns java.util.concurrent.Future<java.lang.Void>, whose end "
						+ "cannot be waited for without a thread; return void, Outcome, a reply (with @SendTo or "
						+ "replyTo), or a CompletionStage or Mono of these");
	}

	static class ReturnsOutcomes {

		@AmqpListener("queue")
		Flux<Outcome> on(String text) {
			return Flux.empty();
		}

	}

	@Test
	void severalOutcomesForOneMessage() {
		assertMistake(new ReturnsOutcomes(),
				"$ReturnsOutcomes#on: returns several outcomes for one message; return void, Outcome, a "
						+ "reply (with @SendTo or replyTo), or a CompletionStage or Mono of these");
	}

	static class ReturnsReply {

		@AmqpListener("queue")
		String on(String text) {
			return text;
		}

	}

	@Test
	void aReplyWithoutAnAddress() {
		assertMistake(new ReturnsReply(),
				"$ReturnsReply#on: returns java.lang.String but nothing says where replies go: annotate "
						+ "it with @SendTo (without a value for the message's own reply-to), or set replyTo; "
						+ "return void, Outcome, a reply (with @SendTo or replyTo), or a CompletionStage or Mono "
						+ "of these");
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
		assertMistake(new SendsToMany(),
				"$SendsToMany#on: @SendTo names 2 addresses; name one, or none for the message's own " + "reply-to");
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
		assertMistake(new UnknownFactory(),
				"$UnknownFactory#on: containerFactory 'other' is not the name of a bean of type "
						+ "io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory; name one of "
						+ "[amqpReceiverListenerContainerFactory]");
	}

	static class UnknownConnection {

		@AmqpListener(addresses = "queue", connection = "west")
		void on(String text) {
		}

	}

	@Test
	void anUnknownConnectionWithTheNames() {
		assertMistake(new UnknownConnection(),
				"$UnknownConnection#on: connection 'west' is unknown; there is [default]; name one of "
						+ "them with connection");
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
		assertMistake(new DurableWithoutName(),
				"$DurableWithoutName#on: durable is true without a name for the subscription; set "
						+ "subscription, which must stay the same between restarts");
	}

	static class ExclusiveSubscription {

		@AmqpListener(addresses = "topic", subscription = "s", consumers = "2")
		void on(String text) {
		}

	}

	@Test
	void severalLinksOfAnExclusiveSubscription() {
		assertMistake(new ExclusiveSubscription(),
				"$ExclusiveSubscription#on: subscription 's' is not shared but would get several links; "
						+ "set shared to true, or use one address and one consumer");
	}

	static class SmallPrefetch {

		@AmqpListener(addresses = "queue", batch = "true", batchSize = "100", prefetch = "10")
		void on(List<String> texts) {
		}

	}

	@Test
	void aBatchThatCouldNeverBeFull() {
		assertMistake(new SmallPrefetch(),
				"$SmallPrefetch#on: batchSize is 100 but prefetch is 10, so that a batch could never be "
						+ "full; set prefetch to at least batchSize");
	}

	static class OutcomeOfNoAge {

		@AmqpListener(addresses = "queue", maxAgeOutcome = "rejected")
		void on(String text) {
		}

	}

	@Test
	void anOutcomeOfTooOldMessagesWithoutAnAge() {
		assertMistake(new OutcomeOfNoAge(),
				"$OutcomeOfNoAge#on: maxAgeOutcome is set but maxAge is not, without which it does nothing; "
						+ "set maxAge, such as 30s, or leave maxAgeOutcome out");
	}

	static class SizeOfNoBatch {

		@AmqpListener(addresses = "queue", batchSize = "50")
		void on(List<String> texts) {
		}

	}

	@Test
	void theSizeOfABatchWithoutBatches() {
		assertMistake(new SizeOfNoBatch(),
				"$SizeOfNoBatch#on: batchSize is set but batch is not, without which it does nothing; "
						+ "set batch, such as true, or leave batchSize out");
	}

	static class BatchOfOne {

		@AmqpListener(addresses = "queue", batch = "true")
		void on(String text) {
		}

	}

	@Test
	void aBatchMethodWithoutAList() {
		assertMistake(new BatchOfOne(),
				"$BatchOfOne#on: batch is true but parameter 0 is of type java.lang.String; each "
						+ "parameter of a batch method must be a List, of payloads or of anything else that a "
						+ "method may take");
	}

	static class BrokenOrder {

		@AmqpListener(addresses = "queue", orderBy = "headers['x'", concurrency = "2")
		void on(String text) {
		}

	}

	@Test
	void anOrderThatIsNoExpression() {
		assertMistake(new BrokenOrder(),
				"$BrokenOrder#on: orderBy 'headers['x'' is not an expression: Expression [headers['x'] "
						+ "@11: EL1044E: Unexpectedly ran out of input; name a property (group-id), a header, or "
						+ "write an expression such as headers['customer']");
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
		assertMistake(new SameId(),
				"$SameId#two: id 'same' is taken by $SameId#one; give each listener an id of its own");
	}

	static class Static {

		@AmqpListener("queue")
		static void on(String text) {
		}

	}

	@Test
	void aStaticMethod() {
		assertMistake(new Static(), "$Static#on: is static; make it a method of the bean");
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
		assertMistake(new NoHandlers(),
				"$NoHandlers: @AmqpListener is on the class but no method has @AmqpHandler; annotate the "
						+ "methods that take the messages, or move @AmqpListener to the method");
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
		assertMistake(new SameType(),
				"$SameType: @AmqpHandler methods one and two both take java.lang.String; let each take a "
						+ "type of its own");
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

	static class SendsNothing {

		@AmqpListener("queue")
		@SendTo("answers")
		void on(String text) {
		}

	}

	@Test
	void anAddressForRepliesOfAMethodThatReturnsNothing() {
		assertMistake(new SendsNothing(),
				"$SendsNothing#on: @SendTo is on a method that returns nothing to send; return the "
						+ "reply, or remove @SendTo");
	}

	static class NegativeTimeout {

		@AmqpListener(addresses = "queue", batch = "true", batchTimeout = "-5ms")
		void on(List<String> texts) {
		}

	}

	@Test
	void aNegativeDuration() {
		assertMistake(new NegativeTimeout(), "$NegativeTimeout#on: batchTimeout is PT-0.005S; set 1 ms to 1 h");
	}

	static class OrderedBatch {

		@AmqpListener(addresses = "queue", batch = "true", orderBy = "group-id")
		void on(List<String> texts) {
		}

	}

	@Test
	void anOrderByKeyOfABatch() {
		assertMistake(new OrderedBatch(),
				"$OrderedBatch#on: orderBy is set but batch is true; leave orderBy out: a batch has "
						+ "messages in the order of the link");
	}

	static class DeletingBrowser {

		@AmqpListener(addresses = "queue", browse = "true", receiveSettleMode = "receive-and-delete")
		void on(String text) {
		}

	}

	@Test
	void browsingWhatIsDeleted() {
		assertMistake(new DeletingBrowser(),
				"$DeletingBrowser#on: browse is true but receiveSettleMode is RECEIVE_AND_DELETE; look "
						+ "at messages or delete them, not both");
	}

	static class NoConcurrency {

		@AmqpListener(addresses = "queue", concurrency = "0")
		void on(String text) {
		}

	}

	@Test
	void aConcurrencyOfZero() {
		assertMistake(new NoConcurrency(), "$NoConcurrency#on: concurrency is 0; set 1 to 65535");
	}

	static class SameAddress {

		@AmqpListener({ "queue", "queue" })
		void on(String text) {
		}

	}

	@Test
	void anAddressThatIsNamedTwice() {
		assertMistake(new SameAddress(),
				"$SameAddress#on: addresses [queue, queue] names one twice; name it once and set "
						+ "consumers for more links");
	}

	static class NoFlag {

		@AmqpListener(addresses = "queue", autoStartup = "yes")
		void on(String text) {
		}

	}

	@Test
	void aFlagThatIsNone() {
		assertMistake(new NoFlag(),
				"$NoFlag#on: autoStartup is 'yes', which cannot be understood; write true or false");
	}

	static class NoPair {

		@AmqpListener(addresses = "queue", filters = "no-local")
		void on(String text) {
		}

	}

	@Test
	void aFilterWithoutAValue() {
		assertMistake(new NoPair(), "$NoPair#on: filters is 'no-local', which cannot be understood; write name=value");
	}

	static class NoErrorHandler {

		@AmqpListener(addresses = "queue", errorHandler = "nobody")
		void on(String text) {
		}

	}

	@Test
	void anUnknownErrorHandler() {
		assertMistake(new NoErrorHandler(),
				"$NoErrorHandler#on: errorHandler 'nobody' is not the name of a bean of type "
						+ "io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler; there is no bean of that "
						+ "type; define one");
	}

	static class NoConverter {

		@AmqpListener(addresses = "queue", converter = "nothing")
		void on(String text) {
		}

	}

	@Test
	void anUnknownConverter() {
		assertMistake(new NoConverter(),
				"$NoConverter#on: converter 'nothing' is not the name of a bean of type "
						+ "org.springframework.messaging.converter.MessageConverter; there is no bean of that "
						+ "type; define one");
	}

	interface Marked {

		@AmqpListener("queue")
		void on(String text);

	}

	public static class BehindAnInterface implements Runnable {

		@Override
		public void run() {
		}

		@AmqpListener("queue")
		public void on(String text) {
		}

	}

	public static class Marking implements Marked {

		@Override
		public void on(String text) {
		}

	}

	@Test
	void aMethodThatTheInterfacesOfAProxyDoNotHave() {
		ProxyFactory factory = new ProxyFactory(new BehindAnInterface());
		assertMistake(factory.getProxy(),
				"$BehindAnInterface#on: cannot be called on the proxy of its bean, whose interfaces do "
						+ "not have it; add it to an interface, or proxy the class");
	}

	@Test
	void aMethodOfAnInterfaceIsNoMistakeBehindAProxyEither() {
		this.listeners.start(new ProxyFactory(new Marking()).getProxy());
		assertThat(this.listeners.connection.receivers).hasSize(1);
	}

	@Test
	void aListenerOnABeanThatIsNotThereAtTheStart() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Enabled.class);
			context.registerBean("many", AnyConnection.class, (definition) -> definition.setScope("prototype"));
			assertThatThrownBy(context::refresh).hasMessage(ListenerMistakesTests.class.getName()
					+ "$AnyConnection: @AmqpListener is on the bean 'many' of scope prototype, which is not there when "
					+ "the application starts; make the bean a singleton, and let it ask for what has that scope");
		}
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
