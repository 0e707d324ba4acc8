package io.github.amqpreceiver.spring.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.QueuedMessage;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages that can never be handled are rejected once, and harm nobody else. */
class PoisonIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	record Order(String id, Object amount) {
	}

	static class Orders {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.poison", id = "poison", concurrency = "4")
		void on(Order order) {
			this.seen.add(order.id());
		}

	}

	private void awaitDead(String... ids) {
		await().untilAsserted(() -> {
			for (String id : ids) {
				assertThat(this.scene.dead(id)).as(id).hasSize(1);
			}
		});
	}

	@Test
	void oneBadMessageInAThousandIsADeadLetterExactlyOnce() {
		Orders listener = this.scene.start(Orders.class);
		try (ReferenceSender sender = ReferenceSender.open(this.scene.port(), "limited.poison")) {
			sender.sendAll(5_000,
					(i) -> (i % 1_000 == 500)
							? TestMessage.text("{\"id\":").contentType("application/json").id("bad-" + i)
							: TestMessage.text("{\"id\":\"" + i + "\",\"amount\":1}").id("good-" + i));
		}
		awaitDead("bad-500", "bad-1500", "bad-2500", "bad-3500", "bad-4500");
		this.scene.awaitEmpty("limited.poison");
		assertThat(listener.seen).hasSize(4_995).doesNotHaveDuplicates();
		assertThat(this.scene.broker().browse(ListenerScene.DEAD)).extracting(QueuedMessage::messageId)
			.filteredOn((id) -> String.valueOf(id).startsWith("good-"))
			.isEmpty();
	}

	@Test
	void theBrokerIsToldConditionClassAndReasonInOneLineButNotTheBody() {
		ListenerApplication application = this.scene.start(List.of(Orders.class));
		this.scene.sendTo("limited.poison",
				TestMessage.text("secret-" + "x".repeat(100_000)).contentType("application/json").id("lies"));
		awaitDead("lies");
		assertThat(application.bean(AmqpConnection.class).recentFrames())
			.filteredOn((frame) -> frame.contains("amqp:decode-error"))
			.singleElement()
			.satisfies((frame) -> assertThat(frame).contains("PayloadConversionException", "JSON cannot become")
				.doesNotContain("secret-"));
	}

	static class Bomb implements Serializable {

		@Serial
		private static final long serialVersionUID = 1L;

		static final AtomicInteger exploded = new AtomicInteger();

		public Bomb() {
		}

		public void setFuse(int seconds) {
			exploded.incrementAndGet();
		}

		@Serial
		private void readObject(ObjectInputStream in) {
			exploded.incrementAndGet();
		}

		static byte[] serialized() throws IOException {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
				out.writeObject(new Bomb());
			}
			return bytes.toByteArray();
		}

	}

	static class Serialized {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("limited.serialized.bean")
		void bean(Bomb bomb) {
			this.seen.add(bomb);
		}

		@AmqpListener("limited.serialized.any")
		void any(Object any) {
			this.seen.add(any);
		}

	}

	@Test
	void serializedJavaObjectsAreNeverRead() throws IOException {
		Serialized listener = this.scene.start(Serialized.class);
		byte[] bytes = Bomb.serialized();
		for (String address : List.of("limited.serialized.bean", "limited.serialized.any")) {
			this.scene.sendTo(address,
					TestMessage.data(bytes).contentType("application/x-java-serialized-object").id(address));
		}
		awaitDead("limited.serialized.bean");
		this.scene.awaitEmpty("limited.serialized.any");
		assertThat(listener.seen).containsExactly(bytes);
		assertThat(Bomb.exploded).hasValue(0);
	}

	static class Json {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("limited.json.record")
		void order(Order order) {
			this.seen.add(order);
		}

		@AmqpListener("limited.json.map")
		void map(Map<String, Object> map) {
			this.seen.add(map);
		}

	}

	@Test
	void jsonThatIsTooDeepOrHasTooLongANumberIsRejected() {
		Json listener = this.scene.start(Json.class);
		String deep = "{\"amount\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
		String number = "{\"amount\":" + "9".repeat(900_000) + "}";
		this.scene.sendTo("limited.json.record", TestMessage.text(deep).id("deep"),
				TestMessage.value(deep).id("deep-value"), TestMessage.text(number).id("number"),
				TestMessage.text("{\"amount\":1e1000000000}").id("exponent"));
		awaitDead("deep", "deep-value", "number");
		this.scene.sendTo("limited.json.map", TestMessage.text(deep).id("deep-map"));
		awaitDead("deep-map");
		this.scene.sendTo("limited.json.record", TestMessage.text("{\"id\":\"next\"}"));
		await().until(() -> listener.seen.contains(new Order("next", null)));
	}

	@Test
	void nothingInAMessageChoosesAClass() {
		Json listener = this.scene.start(Json.class);
		String polymorphic = "{\"@class\":\"" + Bomb.class.getName() + "\",\"fuse\":1,\"amount\":[\""
				+ Bomb.class.getName() + "\",{\"fuse\":1}]}";
		this.scene.sendTo("limited.json.record",
				TestMessage.text(polymorphic).property("__TypeId__", Bomb.class.getName()));
		this.scene.sendTo("limited.json.map", TestMessage.text(polymorphic));
		await().until(() -> listener.seen.size() == 2);
		assertThat(Bomb.exploded).hasValue(0);
		assertThat(listener.seen).filteredOn(Map.class::isInstance)
			.singleElement()
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
			.containsEntry("@class", Bomb.class.getName());
	}

	static class Failing {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.failing", concurrency = "3")
		void on(String text) {
			this.seen.add(text);
			throw new IllegalStateException("always");
		}

	}

	@Test
	void whatAlwaysFailsIsTriedAsOftenAsTheBrokerAllowsAndIsADeadLetterOnce() {
		Failing listener = this.scene.start(Failing.class);
		String[] ids = IntStream.range(0, 20).mapToObj((i) -> "failing-" + i).toArray(String[]::new);
		for (String id : ids) {
			this.scene.sendTo("limited.failing", TestMessage.text(id).id(id));
		}
		awaitDead(ids);
		this.scene.awaitEmpty("limited.failing");
		for (String id : ids) {
			assertThat(listener.seen).as("attempts of " + id).filteredOn(id::equals).hasSize(3);
		}
	}

}
