package io.github.amqpreceiver.boot.diagnostics;

import java.util.concurrent.Future;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Annotations and methods: the report of each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class ListenerReportsTests {

	private static void assertReport(CapturedOutput output, Class<?> listener, String lines, String action) {
		assertReport(output, listener, listener, lines, action);
	}

	private static void assertReport(CapturedOutput output, Class<?> application, Class<?> listener, String lines,
			String action) {
		String method = listener.getName() + "#on";
		assertThat(StartReport.ofApplication(application, output)).isEqualTo("""
				Description:

				An AMQP listener is set up wrongly:

				    Listener: %s
				%s
				Action:

				%s
				""".formatted(method, lines.indent(4), action));
	}

	static class NoPrefetch {

		@AmqpListener(addresses = "orders", prefetch = "0")
		void on(String text) {
		}

	}

	@Test
	void prefetchOfAnAnnotationIsZero(CapturedOutput output) {
		assertReport(output, NoPrefetch.class, """
				Setting: prefetch
				Reason: is 0, with which the listener never receives""",
				"Set autoStartup to false for a listener that waits, or 1 to 65535 messages.");
	}

	static class HugePrefetch {

		@AmqpListener(addresses = "orders", prefetch = "1000000000")
		void on(String text) {
		}

	}

	@Test
	void prefetchOfAnAnnotationIsTooLarge(CapturedOutput output) {
		assertReport(output, HugePrefetch.class, """
				Setting: prefetch
				Reason: is 1000000000""", "Set 1 to 65535.");
	}

	static class HugeSize {

		@AmqpListener(addresses = "orders", maxMessageSize = "65MB")
		void on(String text) {
		}

	}

	@Test
	void messageSizeOfAnAnnotationIsMoreThanTheConnectionHolds(CapturedOutput output) {
		assertReport(output, HugeSize.class, """
				Setting: maxMessageSize
				Reason: is 68157440 bytes but the connection holds at most 67108864""",
				"Lower it, or raise amqp.receiver.limits.in-flight-size.");
	}

	static class NoSize {

		@AmqpListener(addresses = "orders", maxMessageSize = "0")
		void on(String text) {
		}

	}

	@Test
	void messageSizeOfAnAnnotationIsZero(CapturedOutput output) {
		assertReport(output, NoSize.class, """
				Setting: maxMessageSize
				Reason: is 0, which no message meets""", "Set 1 to 2147483647 bytes, such as 10MB.");
	}

	static class NoAddress {

		@AmqpListener(id = "orders")
		void on(String text) {
		}

	}

	@Test
	void addressIsMissing(CapturedOutput output) {
		assertReport(output, NoAddress.class, """
				Setting: addresses
				Reason: is not set""",
				"Write @AmqpListener(addresses = \"orders\"), or set amqp.receiver.listeners.orders.addresses.");
	}

	static class Placeholder {

		@AmqpListener("${undefined}")
		void on(String text) {
		}

	}

	@Test
	void placeholderIsUndefined(CapturedOutput output) {
		assertReport(output, Placeholder.class, """
				Setting: addresses
				Reason: is '${undefined}', which cannot be understood""",
				"Define the property that the placeholder names, or give it a default as in ${name:default} (Could not resolve placeholder in '${undefined}').");
	}

	static class Expression {

		@AmqpListener("#{nowhere.name}")
		void on(String text) {
		}

	}

	@Test
	void expressionFails(CapturedOutput output) {
		assertReport(output, Expression.class, """
				Setting: addresses
				Reason: is '#{nowhere.name}', which cannot be understood""",
				"The expression failed: EL1008E: Property or field 'nowhere' cannot be found on object of type 'org.springframework.beans.factory.config.BeanExpressionContext' - maybe not public or not valid?.");
	}

	static class StaticMethod {

		@AmqpListener("orders")
		static void on(String text) {
		}

	}

	@Test
	void methodIsStatic(CapturedOutput output) {
		assertReport(output, StaticMethod.class, """
				Reason: is static""", "Make it a method of the bean.");
	}

	static class TwoPayloads {

		@AmqpListener("orders")
		void on(String one, byte[] other) {
		}

	}

	@Test
	void thereAreTwoPayloads(CapturedOutput output) {
		assertReport(output, TwoPayloads.class, """
				Setting: parameter 1 (byte[])
				Reason: is a second payload, besides one of type java.lang.String""",
				"A method may take the payload (once), ReceivedMessage, Delivery, AmqpAcknowledgment, MessageProperties, "
						+ "MessageHeader, Spring's Message and MessageHeaders, and parameters with @Header, @Headers or "
						+ "@Payload.");
	}

	static class ManualWithout {

		@AmqpListener(addresses = "orders", ackMode = "MANUAL")
		void on(String text) {
		}

	}

	@Test
	void manualModeIsWithoutAnAcknowledgment(CapturedOutput output) {
		assertReport(output, ManualWithout.class, """
				Setting: ackMode
				Reason: is MANUAL but the method has no AmqpAcknowledgment parameter to settle with""",
				"Add the parameter, or leave ackMode at AUTO.");
	}

	static class AutoWith {

		@AmqpListener("orders")
		void on(String text, AmqpAcknowledgment acknowledgment) {
		}

	}

	@Test
	void acknowledgmentIsInAutoMode(CapturedOutput output) {
		assertReport(output, AutoWith.class, """
				Setting: ackMode
				Reason: is AUTO but the method has an AmqpAcknowledgment parameter""",
				"Set ackMode to MANUAL, or remove the parameter and return an Outcome.");
	}

	static class Replying {

		@AmqpListener("orders")
		String on(String text) {
			return text;
		}

	}

	@Test
	void replyHasNoAddress(CapturedOutput output) {
		assertReport(output, Replying.class, """
				Reason: returns java.lang.String but nothing says where replies go: annotate it with @SendTo \
				(without a value for the message's own reply-to), or set replyTo""",
				"Return void, Outcome, a reply (with @SendTo or replyTo), or a CompletionStage or Mono of these.");
	}

	static class Pending {

		@AmqpListener("orders")
		Future<Void> on(String text) {
			return null;
		}

	}

	@Test
	void futureCannotBeWaitedFor(CapturedOutput output) {
		assertReport(output, Pending.class, """
				Reason: returns java.util.concurrent.Future<java.lang.Void>, whose end cannot be waited for \
				without a thread""",
				"Return void, Outcome, a reply (with @SendTo or replyTo), or a CompletionStage or Mono of these.");
	}

	static class UnknownFactory {

		@AmqpListener(addresses = "orders", containerFactory = "other")
		void on(String text) {
		}

	}

	@Test
	void containerFactoryIsUnknown(CapturedOutput output) {
		assertReport(output, UnknownFactory.class, """
				Setting: containerFactory
				Reason: 'other' is not the name of a bean of type \
				io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory""",
				"Name one of [amqpReceiverListenerContainerFactory].");
	}

	static class UnknownErrorHandler {

		@AmqpListener(addresses = "orders", errorHandler = "nobody")
		void on(String text) {
		}

	}

	@Test
	void errorHandlerIsUnknown(CapturedOutput output) {
		assertReport(output, UnknownErrorHandler.class, """
				Setting: errorHandler
				Reason: 'nobody' is not the name of a bean of type \
				io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler""",
				"There is no bean of that type; define one.");
	}

	static class UnknownConverter {

		@AmqpListener(addresses = "orders", converter = "nothing")
		void on(String text) {
		}

	}

	@Test
	void converterIsUnknown(CapturedOutput output) {
		assertReport(output, UnknownConverter.class, """
				Setting: converter
				Reason: 'nothing' is not the name of a bean of type \
				org.springframework.messaging.converter.MessageConverter""",
				"There is no bean of that type; define one.");
	}

	static class Durable {

		@AmqpListener(addresses = "orders", durable = "true", subscription = "orders")
		void on(String text) {
		}

	}

	@Test
	void durableSubscriptionHasNoContainerId(CapturedOutput output) {
		assertReport(output, Durable.class, """
				Setting: durable
				Reason: is true but the container id is random, so that the broker would not know the \
				subscription again""", "Set amqp.receiver.container-id to a name that no other application uses.");
	}

	private static Object proxy(Object target) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		return factory.getProxy();
	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		Object listener() {
			return proxy(new FinalMethod());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedPrivate {

		@Bean
		Object listener() {
			return proxy(new PrivateMethod());
		}

	}

	static class PrivateMethod {

		@AmqpListener("orders")
		private void on(String text) {
		}

	}

	@Test
	void methodBehindAProxyIsPrivate(CapturedOutput output) {
		assertReport(output, ProxiedPrivate.class, PrivateMethod.class, """
				Reason: cannot be called on the proxy of its bean because it is private""", "Make it public.");
	}

	static class FinalMethod {

		@AmqpListener("orders")
		final void on(String text) {
		}

	}

	@Test
	void methodBehindAProxyIsFinal(CapturedOutput output) {
		assertReport(output, Proxied.class, FinalMethod.class, """
				Reason: is final, but its bean is a proxy that cannot override it""", "Remove final.");
	}

}
