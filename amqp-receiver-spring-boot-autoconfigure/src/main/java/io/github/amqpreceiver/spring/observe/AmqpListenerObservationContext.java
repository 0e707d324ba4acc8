package io.github.amqpreceiver.spring.observe;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that is being observed. Its carrier is the delivery.
 *
 * @since 0.1
 */
public class AmqpListenerObservationContext extends ReceiverContext<Delivery> {

	private final String listener;

	private final String connection;

	private final String address;

	private volatile @Nullable Outcome outcome;

	/**
	 * Creates the context.
	 * @param listener the listener's id
	 * @param connection the connection's name
	 * @param delivery the delivery
	 */
	public AmqpListenerObservationContext(String listener, String connection, Delivery delivery) {
		super(TraceHeaders::read);
		this.listener = listener;
		this.connection = connection;
		this.address = delivery.address();
		setCarrier(delivery);
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
	 * The address that the message was received from.
	 * @return the address
	 */
	public String address() {
		return this.address;
	}

	/**
	 * The outcome.
	 * @return the outcome, or null before the end and when the method settles by itself
	 */
	public @Nullable Outcome outcome() {
		return this.outcome;
	}

	void outcome(@Nullable Outcome outcome) {
		this.outcome = outcome;
	}

}
