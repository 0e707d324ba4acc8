package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container: whether it runs and why, and a {@link ContainerRun} from each start to
 * the next stop. Thread-safe: the condition and the run change under the lock, and
 * nothing waits inside of it.
 */
final class DefaultAmqpListenerContainer implements AmqpListenerContainer {

	private static final Logger logger = LoggerFactory.getLogger(AmqpListenerContainer.class);

	/** What a stop may take besides the running handlers: drain, settle, detach. */
	private static final Duration STOP_MARGIN = Duration.ofSeconds(10);

	private final AmqpListenerEndpoint endpoint;

	private final ListenerSettings settings;

	private final String connectionName;

	private final ReceiverLinks links;

	private final ListenerEvents events;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile Condition condition = Condition.NEVER_STARTED;

	private volatile boolean paused;

	private volatile List<MessageReceiver> receivers = List.of();

	private @Nullable ContainerRun run;

	private CompletionStage<Void> stopped = CompletableFuture.completedStage(null);

	DefaultAmqpListenerContainer(AmqpListenerEndpoint endpoint, ListenerSettings settings, String connectionName,
			ReceiverLinks links) {
		this.endpoint = endpoint;
		this.settings = settings;
		this.connectionName = connectionName;
		this.links = links;
		this.events = links.companions().events();
	}

	@Override
	public void start() {
		this.lock.lock();
		try {
			if (isRunning()) {
				if (!hasGivenUp()) {
					return;
				}
				stop(Condition.STOPPED_BY_USER);
			}
			this.condition = this.paused ? Condition.PAUSED : Condition.RUNNING;
			this.stopped.whenComplete((nothing, failure) -> open());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether a receiver is over that nobody stopped: to start it is to try again. */
	private boolean hasGivenUp() {
		return this.receivers.stream().anyMatch((receiver) -> receiver.status().state() == ReceiverState.ERROR);
	}

	/**
	 * After the last stop has ended, which may be on an event loop: nothing here blocks.
	 */
	private void open() {
		this.lock.lock();
		try {
			if (!isRunning() || this.run != null) {
				return;
			}
			ContainerRun begun = this.links.begin();
			this.run = begun;
			this.receivers = begun.receivers();
			logger.info("[{}/{}] Started, receives from {}", id(), this.connectionName,
					this.settings.get(LinkSettings.ADDRESSES));
			this.receivers.forEach(this::open);
			this.events.publish(new AmqpListenerEvent.Started(id()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void open(MessageReceiver receiver) {
		if (this.paused) {
			receiver.pause();
		}
		receiver.open().whenComplete((nothing, failure) -> {
			if (failure != null && isRunning()) {
				logger.error("[{}/{}/{}] Gave up: {}", id(), this.connectionName, receiver.name(),
						failure.getMessage());
			}
		});
	}

	@Override
	public CompletionStage<Void> stopAsync() {
		return stop(Condition.STOPPED_BY_USER);
	}

	@Override
	public CompletionStage<Void> stopWithContext() {
		return (this.condition == Condition.STOPPED_BY_USER || this.condition == Condition.NEVER_STARTED) ? stopStage()
				: stop(Condition.STOPPED_BY_CONTEXT);
	}

	private CompletionStage<Void> stopStage() {
		this.lock.lock();
		try {
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	private CompletionStage<Void> stop(Condition how) {
		this.lock.lock();
		try {
			boolean wasRunning = isRunning();
			if (wasRunning || how == Condition.STOPPED_BY_USER) {
				this.condition = how;
			}
			ContainerRun ending = this.run;
			if (!wasRunning || ending == null) {
				return this.stopped;
			}
			this.run = null;
			this.stopped = ending.end(this::overdue)
				.whenComplete((nothing, failure) -> ended(ending.receivers(), how == Condition.STOPPED_BY_USER));
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void overdue(MessageReceiver receiver) {
		logger.warn(
				"[{}/{}/{}] Stops though its method has {} messages for longer than shutdown-timeout ({}); the peer "
						+ "delivers them again",
				id(), this.connectionName, receiver.name(), receiver.status().counters().unsettled(),
				this.links.longestClose());
	}

	private void ended(List<MessageReceiver> left, boolean byUser) {
		if (this.receivers == left) {
			this.receivers = List.of();
		}
		logger.info("[{}/{}] Stopped by the {}", id(), this.connectionName, byUser ? "user" : "application context");
		this.events.publish(new AmqpListenerEvent.Stopped(id(), byUser));
	}

	@Override
	public void stop() {
		Duration longest = this.links.longestClose().plus(STOP_MARGIN);
		try {
			stopAsync().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException ex) {
			logger.warn("[{}/{}] Has not stopped within {}; what is unsettled comes again", id(), this.connectionName,
					longest);
		}
		catch (ExecutionException ex) {
			logger.warn("[{}/{}] Stopped with a failure", id(), this.connectionName, ex.getCause());
		}
	}

	@Override
	public void stop(Runnable callback) {
		stopAsync().whenComplete((nothing, failure) -> callback.run());
	}

	@Override
	public void startWithContext() {
		boolean starts = (this.condition == Condition.NEVER_STARTED) ? isAutoStartup()
				: this.condition == Condition.STOPPED_BY_CONTEXT;
		if (starts) {
			start();
		}
	}

	@Override
	public CompletionStage<Void> pause() {
		return steer(true, MessageReceiver::pause);
	}

	@Override
	public CompletionStage<Void> resume() {
		return steer(false, MessageReceiver::resume);
	}

	private CompletionStage<Void> steer(boolean pause, Function<MessageReceiver, CompletionStage<Void>> act) {
		this.lock.lock();
		try {
			this.paused = pause;
			if (!isRunning()) {
				return CompletableFuture.completedStage(null);
			}
			this.condition = pause ? Condition.PAUSED : Condition.RUNNING;
			return Stages.all(this.receivers.stream().map(act).toList());
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean isPaused() {
		return this.paused;
	}

	@Override
	public CompletionStage<Void> resetLinkCredit(int credit) {
		return Stages.all(this.receivers.stream().map((receiver) -> receiver.resetLinkCredit(credit, false)).toList());
	}

	@Override
	public void trace(boolean on) {
		this.receivers.forEach((receiver) -> receiver.trace(on));
	}

	@Override
	public List<ReceiverStatus> status() {
		return this.receivers.stream().map(MessageReceiver::status).toList();
	}

	@Override
	public boolean isRunning() {
		return this.condition == Condition.RUNNING || this.condition == Condition.PAUSED;
	}

	@Override
	public boolean isAutoStartup() {
		return this.settings.value(CallSettings.AUTO_STARTUP);
	}

	@Override
	public int getPhase() {
		return AmqpListenerRegistry.PHASE;
	}

	@Override
	public String id() {
		return this.endpoint.id();
	}

	@Override
	public AmqpListenerEndpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public ListenerSettings settings() {
		return this.settings;
	}

	@Override
	public String connectionName() {
		return this.connectionName;
	}

	@Override
	public Condition condition() {
		return this.condition;
	}

}
