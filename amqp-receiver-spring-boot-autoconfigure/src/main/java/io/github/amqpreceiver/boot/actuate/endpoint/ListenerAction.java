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
	/** Starts the listener. */
	START,
	/** Stops the listener, which then does not start with the context again. */
	STOP,
	/** Sets the link credit to the given number, until the next call or attach. */
	CREDIT,
	/** Logs the frames of the listener's links at INFO. */
	TRACE_ON,
	/** Ends that. */
	TRACE_OFF

}
