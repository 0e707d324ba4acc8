package io.github.amqpreceiver.spring.observe;

/**
 * Makes the metrics of listeners.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ListenerMetricsFactory {

	/** Metrics that count nothing. */
	ListenerMetricsFactory NONE = (listener, address, connection) -> ListenerMetrics.NONE;

	/**
	 * The metrics of one address of a listener. Called at start, once for each.
	 * @param listener the listener's id
	 * @param address the address
	 * @param connection the connection's name
	 * @return the metrics
	 */
	ListenerMetrics create(String listener, String address, String connection);

}
