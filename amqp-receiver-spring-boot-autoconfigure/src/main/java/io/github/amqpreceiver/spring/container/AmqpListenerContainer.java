package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.springframework.context.SmartLifecycle;

/**
 * One listener and the receivers that feed it. Thread-safe. {@link #start()} does not
 * wait for the broker: receivers attach when they can; where one gave up, all begin anew.
 * {@link #stop()} drains, lets running handlers finish, writes their settlements,
 * releases what is buffered and detaches, within the shutdown timeout.
 *
 * @since 0.1
 */
public interface AmqpListenerContainer extends SmartLifecycle {

	/**
	 * The listener's id.
	 * @return the id
	 */
	String id();

	/**
	 * The listener as it was declared.
	 * @return the endpoint
	 */
	AmqpListenerEndpoint endpoint();

	/**
	 * The settings that are in force: all layers in one.
	 * @return the settings
	 */
	ListenerSettings settings();

	/**
	 * The name of its connection.
	 * @return the name
	 */
	String connectionName();

	/**
	 * Why the container runs or does not.
	 * @return the condition
	 */
	Condition condition();

	/**
	 * A snapshot of each of its receivers, in the order of the addresses; empty while it
	 * is stopped.
	 * @return the snapshots
	 */
	List<ReceiverStatus> status();

	/**
	 * Grants no further credit; messages that are here are handled. Survives recovery,
	 * and {@link #stop()} with {@link #start()}.
	 * @return completes when the peer has drained
	 */
	CompletionStage<Void> pause();

	/**
	 * Grants credit again.
	 * @return completes when written
	 */
	CompletionStage<Void> resume();

	/**
	 * Whether it is paused.
	 * @return whether it is paused
	 */
	boolean isPaused();

	/**
	 * Sets the link credit of each receiver, until the next call or attach.
	 * @param credit messages, 0 to 65,535
	 * @return completes when written
	 */
	CompletionStage<Void> resetLinkCredit(int credit);

	/**
	 * Switches the frame trace of its links.
	 * @param on whether frames are logged at INFO
	 */
	void trace(boolean on);

	/**
	 * Stops as {@link #stop()} does, which is a wish of the user, without waiting.
	 * @return completes when all links are detached
	 */
	CompletionStage<Void> stopAsync();

	/**
	 * Starts because the context starts: does nothing when the user stopped it, or when
	 * it never ran and does not start by itself. For the registry.
	 */
	void startWithContext();

	/**
	 * Stops because the context stops. For the registry.
	 * @return completes when all links are detached
	 */
	CompletionStage<Void> stopWithContext();

	/** Why a container runs or does not. */
	enum Condition {

		/** Not started yet. */
		NEVER_STARTED,
		/** Started; see the receivers' states for the rest. */
		RUNNING,
		/** Started, and paused by the user. */
		PAUSED,
		/** Stopped by the user: does not start with the context again. */
		STOPPED_BY_USER,
		/** Stopped with the application context, and starts with it again. */
		STOPPED_BY_CONTEXT

	}

}
