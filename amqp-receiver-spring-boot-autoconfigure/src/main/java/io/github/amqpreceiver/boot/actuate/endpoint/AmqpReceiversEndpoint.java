package io.github.amqpreceiver.boot.actuate.endpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows connections and listeners, and steers listeners. Thread-safe.
 *
 * @since 0.1
 */
@Endpoint(id = "amqpreceivers")
public class AmqpReceiversEndpoint {

	/** How long an answer waits for what it started; that then goes on by itself. */
	private static final long WAIT_SECONDS = 5;

	private static final int MAX_CREDIT = 65_535;

	private final Map<String, AmqpConnection> connections;

	private final AmqpListenerRegistry registry;

	/**
	 * Creates the endpoint.
	 * @param connections the connections by name
	 * @param registry the listeners
	 */
	public AmqpReceiversEndpoint(Map<String, AmqpConnection> connections, AmqpListenerRegistry registry) {
		this.connections = connections;
		this.registry = registry;
	}

	/**
	 * All connections and listeners.
	 * @return them by name and id
	 */
	@ReadOperation
	public ReceiversDescriptor receivers() {
		Map<String, ConnectionDescriptor> described = new TreeMap<>();
		this.connections.forEach((name, connection) -> described.put(name, ConnectionDescriptor.of(connection)));
		Map<String, ListenerDescriptor> listeners = new TreeMap<>();
		this.registry.containers()
			.forEach((container) -> listeners.put(container.id(), ListenerDescriptor.of(container)));
		return new ReceiversDescriptor(described, listeners);
	}

	/**
	 * One listener.
	 * @param id its id
	 * @return the listener, or null when there is none
	 */
	@ReadOperation
	public @Nullable ListenerDescriptor receiver(@Selector String id) {
		AmqpListenerContainer container = this.registry.container(id);
		return (container != null) ? ListenerDescriptor.of(container) : null;
	}

	/**
	 * A part of one listener: {@code frames} are the last frames of its connection,
	 * secrets and bodies masked.
	 * @param id its id
	 * @param part the part
	 * @return the part, or null when there is none
	 */
	@ReadOperation
	public @Nullable FramesDescriptor part(@Selector String id, @Selector String part) {
		AmqpListenerContainer container = this.registry.container(id);
		AmqpConnection connection = (container != null) ? this.connections.get(container.connectionName()) : null;
		return (connection != null && part.equals("frames")) ? new FramesDescriptor(connection.recentFrames()) : null;
	}

	/**
	 * Steers one listener.
	 * @param id its id
	 * @param action what to do
	 * @param credit the credit for {@link ListenerAction#CREDIT}, 0 to 65,535
	 * @return how the listener is then
	 */
	@WriteOperation
	public ActionDescriptor steer(@Selector String id, ListenerAction action, @Nullable Integer credit) {
		AmqpListenerContainer container = this.registry.container(id);
		if (container == null) {
			throw new InvalidEndpointRequestException("There is no listener '" + id + "'", "No listener has this id");
		}
		boolean done = await(begin(container, action, credit));
		return new ActionDescriptor(action, done, ListenerDescriptor.of(container));
	}

	Object ids() {
		List<String> ids = this.registry.containers().stream().map(AmqpListenerContainer::id).toList();
		return ids.isEmpty() ? "none" : ids;
	}

	private static CompletionStage<Void> begin(AmqpListenerContainer container, ListenerAction action,
			@Nullable Integer credit) {
		return switch (action) {
			case PAUSE -> container.pause();
			case RESUME -> container.resume();
			case STOP -> container.stopAsync();
			case START -> at(container::start);
			case TRACE_ON -> at(() -> container.trace(true));
			case TRACE_OFF -> at(() -> container.trace(false));
			case CREDIT -> container.resetLinkCredit(checked(credit));
		};
	}

	private static CompletionStage<Void> at(Runnable action) {
		action.run();
		return CompletableFuture.completedFuture(null);
	}

	private static int checked(@Nullable Integer credit) {
		if (credit == null || credit < 0 || credit > MAX_CREDIT) {
			throw new InvalidEndpointRequestException("credit is " + credit + ", but must be from 0 to " + MAX_CREDIT,
					"The action CREDIT needs a credit from 0 to " + MAX_CREDIT);
		}
		return credit;
	}

	private static boolean await(CompletionStage<Void> stage) {
		try {
			stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
	}

	/**
	 * All connections and listeners.
	 *
	 * @param connections the connections by name
	 * @param listeners the listeners by id
	 */
	public record ReceiversDescriptor(Map<String, ConnectionDescriptor> connections,
			Map<String, ListenerDescriptor> listeners) {
	}

	/**
	 * The last frames of a connection.
	 *
	 * @param frames one line a frame, the oldest first
	 */
	public record FramesDescriptor(List<String> frames) {
	}

	/**
	 * What an action did.
	 *
	 * @param action the action
	 * @param completed whether it is complete; else it goes on, or failed
	 * @param listener how the listener is now
	 */
	public record ActionDescriptor(ListenerAction action, boolean completed, ListenerDescriptor listener) {
	}

}
