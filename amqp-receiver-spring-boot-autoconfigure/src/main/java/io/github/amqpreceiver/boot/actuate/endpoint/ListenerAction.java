package io.github.amqpreceiver.boot.actuate.endpoint;

/**
 * What the endpoint can do to a listener.
 *
 * @since 0.1
 */
public enum ListenerAction {

	/** Grants no further credit; what is here is handled. */
	PAUSE,
	/** Grants credit again. */
	RESUME,
	/** Starts the listener; one that gave up tries again. */
	START,
	/** Stops the listener, which then does not start with the context again. */
	STOP,
	/**
	 * Sets the link credit to {@code credit}, 0 to 65535, until the next call or attach.
	 */
	CREDIT,
	/** Logs the frames of the listener's links at INFO. */
	TRACE_ON,
	/** Logs the frames of the listener's links no longer. */
	TRACE_OFF

}
