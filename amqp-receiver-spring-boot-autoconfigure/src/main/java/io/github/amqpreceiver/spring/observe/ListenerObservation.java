package io.github.amqpreceiver.spring.observe;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Observes each message from before its call to its outcome. Here without a type of
 * Micrometer, which need not be on the class path; see
 * {@link MicrometerListenerObservation}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ListenerObservation {

	/** Observes nothing. */
	ListenerObservation NONE = (listener, connection, delivery) -> null;

	/**
	 * Begins with a message, on the handler's thread.
	 * @param listener the listener's id
	 * @param connection the connection's name
	 * @param delivery the delivery
	 * @return what to tell the end to, or null when this message is not observed
	 */
	@Nullable Running start(String listener, String connection, Delivery delivery);

	/** A message that is being observed. */
	interface Running {

		/**
		 * Makes this observation the current one of the calling thread.
		 * @return ends that, on the same thread
		 */
		Scope openScope();

		/**
		 * The message has its outcome; called once, on any thread.
		 * @param outcome the outcome, or null when the method settles by itself
		 * @param failure why it failed, or null
		 */
		void stop(@Nullable Outcome outcome, @Nullable Throwable failure);

	}

	/** The time in which an observation is the current one. */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
