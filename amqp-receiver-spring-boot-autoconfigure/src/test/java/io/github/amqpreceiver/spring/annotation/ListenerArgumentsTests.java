package io.github.amqpreceiver.spring.annotation;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.cloudevents.CloudEvent;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.convert.AmqpHeaders;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedInteger;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** What a method may take. */
class ListenerArgumentsTests {

	static final List<Object> seen = new ArrayList<>();

	private ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
		seen.clear();
	}

	static void see(Object... values) {
		seen.addAll(Arrays.asList(values));
	}

	private Outcome deliver(Object listener, OutgoingMessage.Builder message) {
		this.listeners.start(listener);
		return this.listeners.receiver("queue").deliver(message.build()).outcome();
	}

	private void assertRejected(Outcome outcome, String... said) {
		assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, (rejected) -> {
			assertThat(rejected.error().condition()).isEqualTo(Conditions.DECODE_ERROR);
			assertThat(rejected.error().description()).contains(said);
		});
	}

	static class OwnConversion {

		@AmqpListener("queue")
		void on(@Header("state") Thread.State state) {
			see(state);
		}

	}

	@Test
	void aHeaderIsConvertedByTheConversionServiceOfTheFactory() {
		DefaultConversionService letters = new DefaultConversionService();
		letters.addConverter(String.class, Thread.State.class,
				(letter) -> letter.equals("r") ? Thread.State.RUNNABLE : Thread.State.NEW);
		this.listeners = ListenerContext.create().factory((builder) -> builder.conversionService(letters));
		assertThat(deliver(new OwnConversion(), OutgoingMessage.text("").applicationProperty("state", "r")))
			.isEqualTo(Outcome.accepted());
		assertThat(seen).containsExactly(Thread.State.RUNNABLE);
	}

	static class Bytes {

		@AmqpListener("queue")
		void on(byte[] body, @Header String customer) {
			see(new String(body), customer);
		}

	}

	@Test
	void bytesAndAHeader() {
		Outcome outcome = deliver(new Bytes(),
				OutgoingMessage.data("hi".getBytes()).applicationProperty("customer", "c1"));
		assertThat(outcome).isEqualTo(Outcome.accepted());
		assertThat(seen).containsExactly("hi", "c1");
	}

	static class Text {

		@AmqpListener("queue")
		void on(String body) {
			see(body);
		}

	}

	@Test
	void textOfAnAmqpValueAndOfData() {
		deliver(new Text(), OutgoingMessage.text("one"));
		this.listeners.receiver("queue").deliver(OutgoingMessage.data("two".getBytes()).build());
		assertThat(seen).containsExactly("one", "two");
	}

	record Order(@NotBlank String id, @Min(1) int amount) {
	}

	static class Json {

		@AmqpListener("queue")
		void on(@Valid Order order) {
			see(order);
		}

	}

	@Test
	void jsonBecomesARecord() {
		deliver(new Json(), OutgoingMessage.json("{\"id\":\"a\",\"amount\":2}"));
		assertThat(seen).containsExactly(new Order("a", 2));
	}

	@Test
	void jsonWithoutAContentTypeBecomesARecord() {
		deliver(new Json(), OutgoingMessage.data("{\"id\":\"a\",\"amount\":2}".getBytes()));
		assertThat(seen).containsExactly(new Order("a", 2));
	}

	@Test
	void jsonInATextMessageBecomesARecord() {
		deliver(new Json(), OutgoingMessage.text("{\"id\":\"a\",\"amount\":2}"));
		assertThat(seen).containsExactly(new Order("a", 2));
	}

	@Test
	void anAmqpMapBecomesARecord() {
		deliver(new Json(),
				OutgoingMessage.value(Map.of("id", Symbol.valueOf("a"), "amount", UnsignedInteger.valueOf(2))));
		assertThat(seen).containsExactly(new Order("a", 2));
	}

	@Test
	void brokenJsonIsRejectedWithoutACall() {
		assertRejected(deliver(new Json(), OutgoingMessage.json("{\"id\":")), "cannot become", "Order");
		assertThat(seen).isEmpty();
	}

	@Test
	void aPayloadThatIsNotValidIsRejectedWithTheFieldButNotTheValue() {
		Outcome outcome = deliver(new Json(), OutgoingMessage.json("{\"id\":\"a\",\"amount\":-7654}"));
		assertRejected(outcome, "not valid", "amount");
		assertThat(outcome.toString()).doesNotContain("7654");
		assertThat(seen).isEmpty();
	}

	@Test
	void javaSerializationIsRejected() {
		assertRejected(
				deliver(new Json(),
						OutgoingMessage.data(new byte[] { 1 }).contentType("application/x-java-serialized-object")),
				"Java serialization");
	}

	@Test
	void anUnknownContentTypeIsRejected() {
		assertRejected(deliver(new Json(), OutgoingMessage.data(new byte[] { 1 }).contentType("image/png")),
				"image/png");
	}

	static class Generic {

		@AmqpListener("queue")
		void on(List<Order> orders) {
			see(orders.get(0));
		}

	}

	@Test
	void genericsReachTheConversion() {
		deliver(new Generic(), OutgoingMessage.json("[{\"id\":\"a\",\"amount\":2}]"));
		assertThat(seen).containsExactly(new Order("a", 2));
	}

	abstract static class OfAnyType<T> {

		@AmqpListener("one")
		void one(T one) {
			see(one);
		}

		@AmqpListener("several")
		void several(List<T> several) {
			see(several.get(0));
		}

	}

	static class OfOrders extends OfAnyType<Order> {

	}

	abstract static class WithAHeader<T> extends OfAnyType<T> {

		@AmqpListener("header")
		void header(byte[] body, @Header("h") T header) {
			see(header);
		}

	}

	static class OfNumbers extends WithAHeader<Long> {

	}

	@Test
	void aTypeVariableOfASuperclassIsWhatTheBeanMakesOfIt() {
		this.listeners.start(new OfOrders());
		this.listeners.receiver("one").deliver(OutgoingMessage.json("{\"id\":\"a\",\"amount\":2}").build());
		this.listeners.receiver("several").deliver(OutgoingMessage.json("[{\"id\":\"b\",\"amount\":2}]").build());
		assertThat(seen).containsExactly(new Order("a", 2), new Order("b", 2));
	}

	@Test
	void aSimpleTypeMayBeAVariableToo() {
		this.listeners.start(new OfNumbers());
		this.listeners.receiver("one").deliver(OutgoingMessage.json("1").build());
		this.listeners.receiver("several").deliver(OutgoingMessage.json("[2]").build());
		this.listeners.receiver("header")
			.deliver(OutgoingMessage.data(new byte[0]).applicationProperty("h", "3").build());
		assertThat(seen).containsExactly(1L, 2L, 3L);
	}

	static class Simple {

		@AmqpListener("queue")
		void on(int number) {
			see(number);
		}

	}

	@Test
	void simpleValuesOfEachKindOfBody() {
		deliver(new Simple(), OutgoingMessage.value(UnsignedInteger.valueOf(3)));
		this.listeners.receiver("queue").deliver(OutgoingMessage.text("4").build());
		this.listeners.receiver("queue").deliver(OutgoingMessage.data("5".getBytes()).build());
		this.listeners.receiver("queue").deliver(OutgoingMessage.json("6").build());
		assertThat(seen).containsExactly(3, 4, 5, 6);
	}

	static class Raw {

		@AmqpListener("queue")
		void on(ReceivedMessage message, Delivery delivery, MessageProperties properties, MessageHeaders headers,
				@Headers Map<String, Object> all, Message<Order> spring, MessageBody body) {
			see(message.bodyText(), delivery.linkName(), properties.subject(), headers.get("x"),
					all.get(AmqpHeaders.SUBJECT), spring.getPayload(), spring.getHeaders().get(AmqpHeaders.GROUP_ID),
					body.getClass());
		}

	}

	@Test
	void theMessageInEveryForm() {
		deliver(new Raw(),
				OutgoingMessage.json("{\"id\":\"a\",\"amount\":2}")
					.subject("s")
					.groupId("g")
					.applicationProperty("x", 1));
		assertThat(seen).containsExactly("{\"id\":\"a\",\"amount\":2}", "link", "s", 1, "s", new Order("a", 2), "g",
				MessageBody.Data.class);
	}

	static class HeaderKinds {

		@AmqpListener("queue")
		void on(@Header("n") int number, @Header("sym") String symbol, @Header("missing") Optional<String> missing,
				@Header(name = "other", defaultValue = "${fallback}") String fallback,
				@Header("x-opt-key") UUID annotation, @Header(AmqpHeaders.DELIVERY_COUNT) long count,
				@Header(name = "gone", required = false) String gone) {
			see(number, symbol, missing, fallback, annotation, count, gone);
		}

	}

	@Test
	void headersAreConverted() {
		UUID id = UUID.randomUUID();
		this.listeners.property("fallback", "f");
		deliver(new HeaderKinds(),
				OutgoingMessage.text("")
					.applicationProperty("n", "12")
					.applicationProperty("sym", Symbol.valueOf("s"))
					.messageAnnotation(Symbol.valueOf("x-opt-key"), id.toString()));
		assertThat(seen).containsExactly(12, "s", Optional.empty(), "f", id, 0L, null);
	}

	@Test
	void aMissingHeaderIsRejected() {
		assertRejected(deliver(new Bytes(), OutgoingMessage.data(new byte[0])), "customer");
	}

	static class Stream {

		@AmqpListener("queue")
		void on(InputStream body) throws Exception {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			body.transferTo(bytes);
			see(bytes.toString());
		}

	}

	@Test
	void sectionsOfALargeBodyAsOneStream() {
		deliver(new Stream(),
				OutgoingMessage.body(new MessageBody.Data(List.of("a".getBytes(), "b".getBytes(), "c".getBytes()))));
		assertThat(seen).containsExactly("abc");
	}

	static class Event {

		@AmqpListener("queue")
		void on(CloudEvent event) {
			see(event.getId(), event.getType(), event.getSource(), event.getExtension("ours"),
					new String(event.getData().toBytes()));
		}

	}

	@Test
	void aCloudEventInBinaryMode() {
		deliver(new Event(),
				OutgoingMessage.json("{}")
					.applicationProperty("cloudEvents:specversion", "1.0")
					.applicationProperty("cloudEvents:id", "1")
					.applicationProperty("cloudEvents:type", "t")
					.applicationProperty("cloudEvents:source", "/s")
					.applicationProperty("cloudEvents_ours", "x"));
		assertThat(seen).containsExactly("1", "t", URI.create("/s"), "x", "{}");
	}

	@Test
	void aCloudEventInStructuredMode() {
		deliver(new Event(), OutgoingMessage.data(
				"{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"/s\",\"ours\":\"x\",\"data\":{\"a\":1}}"
					.getBytes())
			.contentType("application/cloudevents+json; charset=utf-8"));
		assertThat(seen).containsExactly("1", "t", URI.create("/s"), "x", "{\"a\":1}");
	}

	@Test
	void whatIsNoCloudEventIsRejected() {
		assertRejected(deliver(new Event(), OutgoingMessage.json("{}")), "not a CloudEvent");
	}

	static class Optionals {

		@AmqpListener("queue")
		void on(@Payload(required = false) String body) {
			see(body);
		}

	}

	@Test
	void anEmptyBodyIsAnEmptyTextAndNullForObjects() {
		deliver(new Optionals(), OutgoingMessage.body(MessageBody.Empty.INSTANCE));
		assertThat(seen).containsExactly("");
	}

	@Test
	void anEmptyBodyForARequiredObjectIsRejected() {
		assertRejected(deliver(new Json(), OutgoingMessage.body(MessageBody.Empty.INSTANCE)), "no payload");
	}

	static class Tenant {

	}

	static class Custom {

		@AmqpListener("queue")
		void on(Tenant tenant, String body) {
			see(tenant.getClass(), body);
		}

	}

	@Test
	void aResolverOfSpringMessaging() {
		this.listeners.factory((builder) -> builder.argumentResolvers(List.of(new HandlerMethodArgumentResolver() {

			@Override
			public boolean supportsParameter(MethodParameter parameter) {
				return parameter.getParameterType() == Tenant.class;
			}

			@Override
			public Object resolveArgument(MethodParameter parameter, Message<?> message) {
				return new Tenant();
			}

		})));
		deliver(new Custom(), OutgoingMessage.text("x"));
		assertThat(seen).containsExactly(Tenant.class, "x");
	}

	@AmqpListener("queue")
	static class ByType {

		@AmqpHandler
		void order(Order order) {
			see(order);
		}

		@AmqpHandler
		void text(String text) {
			see("text " + text);
		}

		@AmqpHandler
		void number(Integer number) {
			see(number);
		}

		@AmqpHandler(fallback = true)
		void other(ReceivedMessage message) {
			see("other");
		}

	}

	@Test
	void theTypeOfThePayloadChoosesTheMethod() {
		deliver(new ByType(), OutgoingMessage.json("{\"id\":\"a\",\"amount\":2}"));
		for (OutgoingMessage.Builder message : List.of(OutgoingMessage.text("t"), OutgoingMessage.value(5),
				OutgoingMessage.data("raw".getBytes()).subject("String"), OutgoingMessage.value(List.of()))) {
			this.listeners.receiver("queue").deliver(message.build());
		}
		assertThat(seen).startsWith(new Order("a", 2), "text t", 5, "text raw");
	}

	@Test
	void aDeliveryWithoutAContextIsNeverThrownAt() {
		deliver(new Text(), OutgoingMessage.value(Map.of("a", 1)));
		FakeDelivery delivery = this.listeners.receiver("queue").deliver(OutgoingMessage.value(Map.of()).build());
		assertRejected(delivery.outcome(), "amqp-value");
	}

}
