package io.github.amqpreceiver.spring.observe;

import java.util.List;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Observes each message from before its call to its outcome, and each call with a batch.
 * Here without a type of Micrometer, which need not be on the class path; see
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

	/**
	 * Begins with a call, on the thread that makes it. Its messages are observed each for
	 * itself too, from their arrival to their outcomes.
	 * @param listener the listener's id
	 * @param connection the connection's name
	 * @param deliveries the batch
	 * @param messages what {@link #current()} was when they arrived, of those that are
	 * observed
	 * @return what to tell the end of the call to, without an outcome, or null when it is
	 * not observed, as by default
	 */
	default @Nullable Running startBatch(String listener, String connection, List<Delivery> deliveries,
			List<Running> messages) {
		return null;
	}

	/**
	 * What is observed on the calling thread.
	 * @return the message or batch whose scope is open, or null, as by default
	 */
	default @Nullable Running current() {
		return null;
	}

	/** A message, or the call with a batch, that is being observed. */
	interface Running {

		/**
		 * Makes this observation the current one of the calling thread.
		 * @return ends that, on the same thread
		 */
		Scope openScope();

		/**
		 * The message has its outcome, or the call has ended; called once, on any thread.
		 * @param outcome the outcome, or null when the method settles by itself, and for
		 * batches
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
