package io.github.amqpreceiver.event;

/**
 * Listens to what happens to a connection or receiver.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ReceiverListener {

	/**
	 * Takes one event. Called on the connection's event loop, in order; must not block.
	 * What it throws is logged and goes no further.
	 * @param event the event
	 */
	void onEvent(ReceiverEvent event);

}
