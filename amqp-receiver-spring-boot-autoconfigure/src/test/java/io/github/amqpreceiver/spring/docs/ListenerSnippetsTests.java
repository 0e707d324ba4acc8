package io.github.amqpreceiver.spring.docs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.cloudevents.CloudEvent;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpHandler;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.AmqpListenerConfigurer;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import io.github.amqpreceiver.spring.container.AmqpBatchInterceptor;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;
import io.github.amqpreceiver.spring.container.AmqpListenerInterceptor;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.container.AmqpReceiverOptionsCustomizer;
import io.github.amqpreceiver.spring.container.DefaultAmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.convert.AmqpHeaders;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.type.Symbol;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The code of the documentation's pages, as it stands there. */
class ListenerSnippetsTests {

	static final List<Object> done = new CopyOnWriteArrayList<>();

	private final ListenerContext listeners = ListenerContext.create()
		.property("queues", "first,second")
		.factory((builder) -> builder
			.defaults(ListenerSettings.builder().set(FailureSettings.RETRY_DELAY, Duration.ofMillis(1)).build()));

	@AfterEach
	void close() {
		this.listeners.close();
		done.clear();
	}

	static void ship(Object order) {
		done.add(order);
	}

	private Outcome deliver(String address, OutgoingMessage.Builder message) {
		FakeDelivery delivery = this.listeners.receiver(address).deliver(message.build());
		await().until(delivery::settled);
		return delivery.outcome();
	}

	private static final String ORDER = "{\"id\":\"a\",\"customer\":\"c\"}";

	record Order(@NotBlank String id, String customer) {
	}

	@Component
	static class Orders {

		record Order(String id, String customer, BigDecimal amount) {
		}

		@AmqpListener(id = "orders", addresses = "orders",
				failures = @OnFailure(value = IllegalArgumentException.class, outcome = FailureOutcome.REJECTED))
		void onOrder(Order order, @Header(AmqpHeaders.DELIVERY_COUNT) long failedBefore) {
			// accepted after this has returned; rejected for an IllegalArgumentException;
			// any other exception: the broker counts the attempt and delivers again
		}

	}

	@Test
	void readme() {
		this.listeners.start(new Orders());
		assertThat(deliver("orders", OutgoingMessage.json("{\"id\":\"a\",\"customer\":\"c\",\"amount\":1.5}")))
			.isEqualTo(Outcome.accepted());
	}

	static class Attributes {

		@AmqpListener(id = "orders", addresses = "${queues}", selector = "priority > 3", prefetch = "50")
		void onOrder(Order order) {
			ship(order);
		}

		@AmqpListener(addresses = "audit", subscription = "audit-log", durable = "true")
		@AmqpListener(addresses = "audit.old", receiveSettleMode = "receive-and-delete")
		void onAudit(String line) {
			ship(line);
		}

	}

	@Test
	void attributes() {
		this.listeners.start(new Attributes());
		assertThat(deliver("second", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.accepted());
		assertThat(deliver("audit.old", OutgoingMessage.text("x"))).isEqualTo(Outcome.accepted());
		assertThat(done).containsExactly(new Order("a", "c"), "x");
	}

	static class SettleModes {

		@AmqpListener(addresses = "ticks", receiveSettleMode = "receive-and-delete")
		void onTick(String tick) {
			ship(tick);
		}

		@AmqpListener(addresses = "contracts", twoPhaseSettlement = "true", connection = "${archive}", consumers = "2",
				maxMessageSize = "10MB")
		void onContract(InputStream contract) throws IOException {
			ship(contract.readAllBytes().length);
		}

	}

	@Test
	void settleModes() {
		this.listeners.property("archive", "default").start(new SettleModes());
		assertThat(this.listeners.receiver("ticks").options.receiveSettleMode())
			.isEqualTo(ReceiveSettleMode.RECEIVE_AND_DELETE);
		assertThat(this.listeners.receiver("contracts").options.twoPhaseSettlement()).isTrue();
		assertThat(deliver("contracts", OutgoingMessage.data(new byte[7]))).isEqualTo(Outcome.accepted());
		assertThat(done).containsExactly(7);
	}

	static class OwnFactory {

		@AmqpListener(addresses = "imports", containerFactory = "importFactory", autoStartup = "false")
		void onImport(String line) {
			ship(line);
		}

		AmqpListenerContainerFactory importFactory(DefaultAmqpListenerContainerFactory.Builder builder) {
			return builder.executor(new SimpleAsyncTaskExecutor("import-")).build();
		}

	}

	@Test
	void aFactoryOfYourOwn() {
		this.listeners
			.bean("importFactory", AmqpListenerContainerFactory.class, new OwnFactory().importFactory(
					DefaultAmqpListenerContainerFactory.builder(AmqpConnectionResolver.of(this.listeners.connection))))
			.start(new OwnFactory());
		assertThat(this.listeners.connection.receivers).isEmpty();
		this.listeners.registry().start("OwnFactory-onImport");
		assertThat(this.listeners.receiver("imports").options.dispatch().executor())
			.isInstanceOf(SimpleAsyncTaskExecutor.class);
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@AmqpListener(concurrency = "8", orderBy = "group-id", maxDeliveries = "5")
	@interface OrderListener {

		@AliasFor(annotation = AmqpListener.class, attribute = "addresses")
		String[] value();

	}

	static class Composed {

		@OrderListener("orders")
		void onOrder(Order order) {
			ship(order);
		}

	}

	@Test
	void composed() {
		this.listeners.start(new Composed());
		assertThat(this.listeners.receiver("orders").options.dispatch().concurrency()).isEqualTo(8);
	}

	static class InCode {

		AmqpListenerConfigurer listeners() {
			return (registrar) -> {
				ListenerSettings settings = ListenerSettings.builder()
					.set(LinkSettings.ADDRESSES, List.of("orders"))
					.set(LinkSettings.PREFETCH, 10)
					.build();
				registrar.register(AmqpListenerEndpoint.of("orders", settings, (delivery) -> {
					ship(delivery.message().bodyText());
					return CompletableFuture.completedStage(Outcome.accepted());
				}));
			};
		}

		AmqpReceiverOptionsCustomizer largeReports() {
			return (id, options) -> {
				if (id.startsWith("report")) {
					options.maxMessageSize(50 * 1024 * 1024);
				}
			};
		}

		AmqpListenerInterceptor tenants() {
			return (id, delivery, next) -> {
				Tenant.set(delivery.message().applicationProperty("tenant"));
				try {
					return next.onMessage(delivery);
				}
				finally {
					Tenant.clear();
				}
			};
		}

	}

	static final class Tenant {

		static void set(Object tenant) {
			done.add(tenant);
		}

		static void clear() {
			done.add("clear");
		}

	}

	@Test
	void inCode() {
		InCode code = new InCode();
		this.listeners.bean("listeners", AmqpListenerConfigurer.class, code.listeners())
			.factory((builder) -> builder.interceptors(List.of(code.tenants()))
				.customizers(List.of(code.largeReports())))
			.start();
		assertThat(deliver("orders", OutgoingMessage.text("x").applicationProperty("tenant", "t")))
			.isEqualTo(Outcome.accepted());
		assertThat(done).containsExactly("t", "x", "clear");
	}

	static class Maintenance {

		private final AmqpListenerRegistry registry;

		Maintenance(AmqpListenerRegistry registry) {
			this.registry = registry;
		}

		void begin() {
			this.registry.pause("orders");
		}

		void end() {
			this.registry.resume("orders");
		}

	}

	static class Events {

		@EventListener
		void gaveUp(AmqpListenerEvent.GaveUp event) {
			ship(event.listener() + " gave up: " + event.error().getMessage());
		}

		@EventListener
		void stopped(AmqpListenerEvent.Stopped event) {
			ship(event.listener() + (event.byUser() ? " was stopped" : " stopped with the application"));
		}

	}

	@Test
	void lifeByIdAndEvents() {
		this.listeners.start(new Attributes(), new Events());
		Maintenance maintenance = new Maintenance(this.listeners.registry());
		maintenance.begin();
		assertThat(this.listeners.receiver("first").paused).isTrue();
		maintenance.end();
		assertThat(this.listeners.receiver("first").paused).isFalse();
		this.listeners.registry().stop("orders");
		await().until(() -> done.contains("orders was stopped"));
	}

	static class Arguments {

		@AmqpListener("orders")
		void onOrder(@Valid Order order, @Header("tenant") String tenant,
				@Header(AmqpHeaders.DELIVERY_COUNT) long failedBefore,
				@Header(name = "x-opt-partition", defaultValue = "0") int partition) {
			ship(order.id() + tenant + failedBefore + partition);
		}

		@AmqpListener("raw")
		void onMessage(ReceivedMessage message, Delivery delivery) {
			ship(message.properties().subject() + message.body() + delivery.address());
		}

		@AmqpListener("events")
		void onEvent(CloudEvent event) {
			ship(event.getType());
		}

	}

	@Test
	void arguments() {
		this.listeners.start(new Arguments());
		deliver("orders",
				OutgoingMessage.json(ORDER)
					.applicationProperty("tenant", "t")
					.messageAnnotation(Symbol.valueOf("x-opt-partition"), 7));
		deliver("raw", OutgoingMessage.text("x").subject("s"));
		deliver("events",
				OutgoingMessage.json("{}")
					.applicationProperty("cloudEvents:specversion", "1.0")
					.applicationProperty("cloudEvents:id", "1")
					.applicationProperty("cloudEvents:source", "/")
					.applicationProperty("cloudEvents:type", "created"));
		assertThat(done).containsExactly("at07", "sValue[value=x]raw", "created");
	}

	/** Reads {@code id;customer}. */
	static class LegacyFormat extends AbstractMessageConverter {

		LegacyFormat() {
			super(new MimeType("text", "legacy"));
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Order.class;
		}

		@Override
		protected Object convertFromInternal(Message<?> message, Class<?> target, Object hint) {
			String[] parts = ((String) message.getPayload()).split(";");
			return new Order(parts[0], parts[1]);
		}

	}

	static class Converted {

		@AmqpListener(addresses = "legacy", converter = "legacyFormat")
		void onLegacy(Order order) {
			ship(order);
		}

		MessageConverter legacyFormat() {
			return new LegacyFormat();
		}

	}

	@Test
	void aConverter() {
		this.listeners.bean("legacyFormat", MessageConverter.class, new Converted().legacyFormat())
			.start(new Converted());
		deliver("legacy", OutgoingMessage.text("a;c").contentType("text/legacy"));
		assertThat(done).containsExactly(new Order("a", "c"));
	}

	record Refund(String id) {
	}

	@AmqpListener("orders")
	static class ByType {

		@AmqpHandler
		void onOrder(Order order) {
			ship(order);
		}

		@AmqpHandler
		void onRefund(Refund refund) {
			ship(refund);
		}

		@AmqpHandler(fallback = true)
		void onAnythingElse(ReceivedMessage message) {
			ship(message.body());
		}

	}

	@Test
	void byType() {
		this.listeners.start(new ByType());
		deliver("orders", OutgoingMessage.json("{\"id\":\"r\"}").subject("Refund"));
		deliver("orders", OutgoingMessage.json(ORDER).applicationProperty("type", "Order"));
		deliver("orders", OutgoingMessage.value(1));
		assertThat(done).startsWith(new Refund("r"), new Order("a", "c")).hasSize(3);
	}

	static class Results {

		@AmqpListener("orders")
		Outcome onOrder(Order order) {
			return order.customer().isEmpty() ? Outcome.rejected() : Outcome.accepted();
		}

		@AmqpListener("later")
		CompletionStage<Void> onLater(Order order) {
			return CompletableFuture.runAsync(() -> ship(order));
		}

		@AmqpListener("reactive")
		Mono<Void> onReactive(Order order) {
			return Mono.fromRunnable(() -> ship(order));
		}

		@AmqpListener(addresses = "manual", ackMode = "manual")
		void onManual(Order order, AmqpAcknowledgment acknowledgment) {
			CompletableFuture.runAsync(() -> ship(order)).whenComplete((nothing, failure) -> {
				if (failure == null) {
					acknowledgment.accept();
				}
				else {
					acknowledgment.reject("could not be shipped");
				}
			});
		}

	}

	@Test
	void results() {
		this.listeners.start(new Results());
		assertThat(deliver("orders", OutgoingMessage.json("{\"id\":\"a\",\"customer\":\"\"}")))
			.isEqualTo(Outcome.rejected());
		assertThat(deliver("later", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.accepted());
		assertThat(deliver("reactive", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.accepted());
		assertThat(deliver("manual", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.accepted());
		assertThat(done).hasSize(3);
	}

	static class Failures {

		@AmqpListener(addresses = "orders", maxDeliveries = "5", retries = "2", failureOutcome = "modified-failed",
				failures = { @OnFailure(value = IOException.class, outcome = FailureOutcome.RELEASED),
						@OnFailure(value = IllegalArgumentException.class, outcome = FailureOutcome.REJECTED) })
		void onOrder(Order order) throws IOException {
			throw new IOException("the disk is full");
		}

		@AmqpListener(addresses = "payments", recoverTo = "payments.parked")
		void onPayment(Order order) {
			throw new IllegalStateException("no");
		}

		@AmqpListener(addresses = "claims", errorHandler = "claimErrors")
		void onClaim(Order order) {
			throw new IllegalStateException("no");
		}

		AmqpListenerErrorHandler claimErrors() {
			return (delivery, failure) -> (delivery.message().header().deliveryCount() < 3) ? Outcome.failed()
					: Outcome.failedUndeliverableHere();
		}

	}

	static class Freshness {

		@AmqpListener(addresses = "quotes", lockMargin = "5s", maxAge = "30s", maxAgeOutcome = "rejected",
				expiredOutcome = "accepted")
		void onQuote(Price price) {
			ship(price);
		}

	}

	@Test
	void freshness() {
		this.listeners.start(new Freshness());
		String price = "{\"id\":\"a\",\"cents\":5}";
		assertThat(deliver("quotes", OutgoingMessage.json(price).absoluteExpiryTime(Instant.now().minusSeconds(1))))
			.isEqualTo(Outcome.accepted());
		assertThat(deliver("quotes",
				OutgoingMessage.json(price)
					.messageAnnotation(Symbol.valueOf("x-opt-locked-until"), Instant.now().plusSeconds(2))))
			.isEqualTo(Outcome.released());
		assertThat(done).isEmpty();
		deliver("quotes", OutgoingMessage.json(price));
		assertThat(done).containsExactly(new Price("a", 5));
	}

	@Test
	void failures() {
		this.listeners.bean("claimErrors", AmqpListenerErrorHandler.class, new Failures().claimErrors())
			.start(new Failures());
		assertThat(deliver("orders", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.released());
		assertThat(deliver("payments", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.accepted());
		assertThat(this.listeners.connection.sent.get(0).address()).isEqualTo("payments.parked");
		assertThat(deliver("claims", OutgoingMessage.json(ORDER).header(new MessageHeader(true, 4, null, false, 3))))
			.isEqualTo(Outcome.failedUndeliverableHere());
	}

	static class InOrder {

		@AmqpListener(addresses = "orders", concurrency = "16", orderBy = "headers['customer']")
		void onOrder(Order order) {
			ship(order);
		}

		@AmqpListener(addresses = "lines", batch = "true", batchSize = "200", batchTimeout = "50ms")
		void onLines(List<Order> lines, @Header("tenant") List<String> tenants) {
			ship(lines.size());
		}

		@AmqpListener(addresses = "records", batch = "true", batchSize = "2")
		List<Outcome> onRecords(List<Order> records) {
			return records.stream()
				.map((record) -> record.customer().isEmpty() ? Outcome.rejected() : Outcome.accepted())
				.toList();
		}

	}

	static class Intercepted {

		AmqpBatchInterceptor withoutTests() {
			return (id, batch, next) -> {
				Map<Boolean, List<Delivery>> parts = batch.stream()
					.collect(Collectors.partitioningBy((one) -> one.message().applicationProperty("test") == null));
				return next.onMessages(parts.get(true)).thenApply((outcomes) -> {
					List<DeliveryOutcome> all = new ArrayList<>(outcomes);
					parts.get(false).forEach((one) -> all.add(new DeliveryOutcome(one, Outcome.accepted())));
					return all;
				});
			};
		}

	}

	@Test
	void aBatchInterceptor() {
		this.listeners.factory((builder) -> builder.batchInterceptors(List.of(new Intercepted().withoutTests())))
			.start(new InOrder());
		assertThat(deliver("lines", OutgoingMessage.json(ORDER).applicationProperty("test", true)))
			.isEqualTo(Outcome.accepted());
		assertThat(done).isEmpty();
		deliver("lines", OutgoingMessage.json(ORDER).applicationProperty("tenant", "t"));
		assertThat(done).containsExactly(1);
	}

	@Test
	void inOrderAndInBatches() {
		this.listeners.start(new InOrder());
		assertThat(deliver("orders", OutgoingMessage.json(ORDER))).isEqualTo(Outcome.accepted());
		assertThat(deliver("lines", OutgoingMessage.json(ORDER).applicationProperty("tenant", "t")))
			.isEqualTo(Outcome.accepted());
		assertThat(deliver("records", OutgoingMessage.json("{\"id\":\"a\",\"customer\":\"\"}")))
			.isEqualTo(Outcome.rejected());
	}

	record Price(String id, long cents) {
	}

	static class Replies {

		@AmqpListener("prices")
		@SendTo
		Price onRequest(Order order) {
			return new Price(order.id(), 1_200);
		}

		@AmqpListener(addresses = "labels", replyTo = "printer")
		OutgoingMessage onLabel(Order order) {
			return OutgoingMessage.text("To " + order.customer()).subject("label").build();
		}

	}

	@Test
	void replies() {
		this.listeners.start(new Replies());
		deliver("prices", OutgoingMessage.json(ORDER).replyTo("answers").correlationId("c1"));
		deliver("labels", OutgoingMessage.json(ORDER));
		assertThat(this.listeners.connection.sent).extracting((sent) -> sent.address())
			.containsExactly("answers", "printer");
	}

}
