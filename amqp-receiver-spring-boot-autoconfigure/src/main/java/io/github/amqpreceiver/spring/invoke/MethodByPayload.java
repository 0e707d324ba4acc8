package io.github.amqpreceiver.spring.invoke;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.spring.convert.DeliveryHeaders;
import io.github.amqpreceiver.spring.convert.PayloadConversionException;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * Chooses among methods by the type of the payload. A message may name the type in the
 * application property {@code type} or in its subject, by full or simple name; that only
 * chooses among the types that the methods declare, and never loads a class. Otherwise
 * the body itself chooses: a value by its Java type, data by the one method that takes an
 * object.
 */
final class MethodByPayload implements MessageHandler {

	private final List<Candidate> candidates;

	private final Map<String, Candidate> byName;

	private final @Nullable Candidate object;

	private final @Nullable Candidate fallback;

	private MethodByPayload(List<Candidate> candidates, Map<String, Candidate> byName, @Nullable Candidate object,
			@Nullable Candidate fallback) {
		this.candidates = candidates;
		this.byName = byName;
		this.object = object;
		this.fallback = fallback;
	}

	static MethodByPayload of(List<Candidate> candidates, String description) {
		Map<String, Candidate> byName = new HashMap<>();
		Map<Class<?>, Candidate> byType = new HashMap<>();
		List<Candidate> objects = new ArrayList<>();
		Candidate fallback = null;
		for (Candidate candidate : candidates) {
			if (candidate.fallback()) {
				fallback = candidate;
				continue;
			}
			Class<?> type = candidate.type();
			if (type == null) {
				throw new ListenerConfigurationException(description, "@AmqpHandler",
						"method " + candidate.shape().method().getName() + " takes no payload that could choose it",
						"give it a payload parameter, or make it the fallback");
			}
			Candidate other = byType.put(type, candidate);
			if (other != null) {
				throw new ListenerConfigurationException(
						description, "@AmqpHandler", "methods " + other.shape().method().getName() + " and "
								+ candidate.shape().method().getName() + " both take " + type.getName(),
						"let each take a type of its own");
			}
			byName.put(type.getName(), candidate);
			byName.put(type.getSimpleName(), candidate);
			if (!isNatural(type)) {
				objects.add(candidate);
			}
		}
		return new MethodByPayload(List.copyOf(candidates), Map.copyOf(byName),
				(objects.size() == 1) ? objects.get(0) : null, fallback);
	}

	private static boolean isNatural(Class<?> type) {
		return type == byte[].class || type == String.class || type.getName().startsWith("java.");
	}

	@Override
	public CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) throws Exception {
		Candidate chosen = choose(delivery);
		if (chosen == null) {
			throw new PayloadConversionException(
					"No @AmqpHandler method takes this message; make one the fallback, "
							+ "or let the sender name the type in the application property 'type' or the subject",
					null);
		}
		return chosen.handler().onMessage(delivery);
	}

	private @Nullable Candidate choose(Delivery delivery) {
		Candidate named = named(delivery.message().applicationProperty("type"));
		if (named == null) {
			named = named(delivery.message().properties().subject());
		}
		if (named != null) {
			return named;
		}
		MessageBody body = delivery.message().body();
		if (body instanceof MessageBody.Value value) {
			Object plain = DeliveryHeaders.plain(value.value());
			Candidate natural = (plain != null) ? mostSpecific(plain) : null;
			return (natural != null) ? natural : orFallback(this.object);
		}
		if (this.object != null) {
			return this.object;
		}
		return orFallback(
				(body instanceof MessageBody.Data) ? firstOf(byte[].class, String.class) : firstOf(List.class));
	}

	private @Nullable Candidate named(@Nullable Object name) {
		return (name != null) ? this.byName.get(name.toString()) : null;
	}

	private @Nullable Candidate mostSpecific(Object value) {
		Candidate best = null;
		for (Candidate candidate : this.candidates) {
			Class<?> type = candidate.type();
			if (!candidate.fallback() && type != null && type.isInstance(value)
					&& (best == null || best.isWiderThan(type))) {
				best = candidate;
			}
		}
		return best;
	}

	private @Nullable Candidate firstOf(Class<?>... types) {
		for (Class<?> type : types) {
			for (Candidate candidate : this.candidates) {
				if (!candidate.fallback() && candidate.type() == type) {
					return candidate;
				}
			}
		}
		return null;
	}

	private @Nullable Candidate orFallback(@Nullable Candidate candidate) {
		return (candidate != null) ? candidate : this.fallback;
	}

	/** One of the methods. */
	record Candidate(MethodShape shape, MessageHandler handler, boolean fallback) {

		@Nullable Class<?> type() {
			ResolvableType payload = this.shape.payload();
			return (payload != null) ? payload.resolve() : null;
		}

		boolean isWiderThan(Class<?> other) {
			Class<?> type = type();
			return type != null && type.isAssignableFrom(other);
		}

	}

}
