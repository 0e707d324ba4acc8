package io.github.amqpreceiver.options;

/**
 * What the peer keeps of a terminus (AMQP 1.0, section 3.5.5).
 *
 * @since 0.1
 */
public enum TerminusDurability {

	/** Nothing. */
	NONE,
	/** That it exists and how it is configured. */
	CONFIGURATION,
	/** That, and the state of unsettled deliveries. */
	UNSETTLED_STATE

}
