package io.github.amqpreceiver.testsupport;

import org.apache.qpid.protonj2.client.Delivery;

/**
 * A message that the {@link ReferenceReceiver} got and that waits to be settled.
 *
 * @since 0.1.0
 */
public final class ReferenceDelivery {

	private final Delivery delivery;

	private final MessageView message;

	ReferenceDelivery(Delivery delivery) {
		this.delivery = delivery;
		this.message = Attempt.call("decode message", () -> MessageViews.of(delivery));
	}

	/**
	 * The message.
	 * @return all its sections
	 */
	public MessageView message() {
		return this.message;
	}

	/**
	 * Settles with accepted.
	 */
	public void accept() {
		Attempt.run("accept", this.delivery::accept);
	}

	/**
	 * Settles with released.
	 */
	public void release() {
		Attempt.run("release", this.delivery::release);
	}

	/**
	 * Settles with rejected.
	 * @param condition the error condition
	 * @param description its description
	 */
	public void reject(String condition, String description) {
		Attempt.run("reject", () -> this.delivery.reject(condition, description));
	}

	/**
	 * Settles with modified.
	 * @param deliveryFailed whether the delivery counts as failed
	 * @param undeliverableHere whether it must not come to this link again
	 */
	public void modify(boolean deliveryFailed, boolean undeliverableHere) {
		Attempt.run("modify", () -> this.delivery.modified(deliveryFailed, undeliverableHere));
	}

	/**
	 * The protonj2 delivery, for what this class does not offer.
	 * @return the delivery
	 */
	public Delivery delivery() {
		return this.delivery;
	}

}
