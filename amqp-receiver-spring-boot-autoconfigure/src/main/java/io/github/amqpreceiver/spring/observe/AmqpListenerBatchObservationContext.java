package io.github.amqpreceiver.spring.observe;

import java.util.List;

import io.github.amqpreceiver.delivery.Delivery;
import io.micrometer.observation.Observation;

/**
 * What is known of a call with a batch that is being observed.
 *
 * @since 0.1
 */
public class AmqpListenerBatchObservationContext extends Observation.Context {

	private final String listener;

	private final String connection;

	private final List<Delivery> deliveries;

	private final List<Observation.ContextView> messages;

	/**
	 * Creates the context.
	 * @param listener the listener's id
	 * @param connection the connection's name
	 * @param deliveries the batch, at least one message
	 * @param messages the contexts of the messages that are observed themselves
	 */
	public AmqpListenerBatchObservationContext(String listener, String connection, List<Delivery> deliveries,
			List<? extends Observation.ContextView> messages) {
		this.listener = listener;
		this.connection = connection;
		this.deliveries = List.copyOf(deliveries);
		this.messages = List.copyOf(messages);
	}

	/**
	 * The listener's id.
	 * @return the id
	 */
	public String listener() {
		return this.listener;
	}

	/**
	 * The connection's name.
	 * @return the name
	 */
	public String connection() {
		return this.connection;
	}

	/**
	 * The address that all of the messages were received from.
	 * @return the address
	 */
	public String address() {
		return this.deliveries.get(0).address();
	}

	/**
	 * The messages.
	 * @return the batch, in the order of the link
	 */
	public List<Delivery> deliveries() {
		return this.deliveries;
	}

	/**
	 * The observations of the messages, which go on until each has its outcome.
	 * @return their contexts
	 */
	public List<Observation.ContextView> messages() {
		return this.messages;
	}

}
