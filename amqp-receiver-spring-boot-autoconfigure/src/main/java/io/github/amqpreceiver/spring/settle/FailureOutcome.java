package io.github.amqpreceiver.spring.settle;

/**
 * What may become of a message that failed, in the words of the settings.
 *
 * @since 0.1
 */
public enum FailureOutcome {

	/** Processed all the same; the broker forgets the message. */
	ACCEPTED,
	/** As if never looked at; the broker delivers again and counts nothing. */
	RELEASED,
	/** Invalid: brokers move the message to a dead-letter address. */
	REJECTED,
	/** The broker counts the attempt and may deliver again; the default. */
	MODIFIED_FAILED,
	/** The broker counts the attempt and should deliver the message elsewhere. */
	MODIFIED_FAILED_UNDELIVERABLE_HERE

}
