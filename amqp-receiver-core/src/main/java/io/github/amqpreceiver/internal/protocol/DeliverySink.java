package io.github.amqpreceiver.internal.protocol;

/**
 * Where a receiver's deliveries go. Called on the event loop.
 */
public interface DeliverySink {

	/**
	 * A delivery is complete; whoever takes it calls {@link HeldDelivery#claim()} before
	 * it is handled.
	 * @param delivery the delivery
	 */
	void deliver(HeldDelivery delivery);

	/** The burst that deliveries came in has ended: time to wake a handler, once. */
	void burstEnded();

}
