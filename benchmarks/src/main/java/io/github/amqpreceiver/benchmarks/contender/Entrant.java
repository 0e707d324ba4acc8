package io.github.amqpreceiver.benchmarks.contender;

import java.util.Arrays;
import java.util.function.Supplier;

import io.github.amqpreceiver.benchmarks.floor.FloorContender;

/**
 * Everybody who takes part. A new contender is a class that implements {@link Contender}
 * and a constant here.
 */
public enum Entrant {

	/** The floor client. */
	FLOOR("floor", "no handler; settles in ranges what it has cut", FloorContender::new),

	/** The core with handlers on the event loop. */
	CORE_INLINE("core-inline", "after the handler", CoreContender::inline),

	/** The core with a handler thread. */
	CORE_HANDLER_THREAD("core-handler-thread", "after the handler", CoreContender::handlerThread),

	/** The core with four handlers and messages of a key in order. */
	CORE_ORDERED("core-ordered", "after the handler", CoreContender::ordered),

	/** The annotated method of this project, as Boot configures it. */
	AMQP_LISTENER("amqp-listener", "after the handler", AmqpListenerContender::new),

	/** vertx-proton. */
	VERTX_PROTON("vertx-proton", "after the handler", VertxProtonContender::new),

	/** protonj2-client. */
	PROTONJ2("protonj2-client", "before the handler", ProtonJ2Contender::new),

	/** RabbitMQ's AMQP 1.0 client; knows no other broker, so Artemis is not for it. */
	RABBITMQ("rabbitmq-client", "after the handler", RabbitMqContender::new),

	/** The listener of spring-amqp-client. */
	SPRING_AMQP("spring-amqp-client", "before the handler", SpringAmqpContender::new),

	/** Spring's JMS listener over qpid-jms. */
	JMS_LISTENER("jms-listener", "before the handler", JmsListenerContender::new);

	private final String id;

	private final String settles;

	private final Supplier<Contender> contender;

	Entrant(String id, String settles, Supplier<Contender> contender) {
		this.id = id;
		this.settles = settles;
		this.contender = contender;
	}

	/**
	 * Finds an entrant by its name in reports and options.
	 * @param id the name
	 * @return the entrant
	 */
	public static Entrant of(String id) {
		return Arrays.stream(values())
			.filter((entrant) -> entrant.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No contender '%s' among %s".formatted(id, Arrays.toString(values()))));
	}

	/**
	 * Returns when a message is settled, which is what a failing handler gets in return.
	 * @return a few words
	 */
	public String settles() {
		return this.settles;
	}

	/**
	 * Creates the contender; only its own process does.
	 * @return the contender
	 */
	public Contender create() {
		return this.contender.get();
	}

	@Override
	public String toString() {
		return this.id;
	}

}
