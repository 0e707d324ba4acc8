package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container: a session and its receivers from each start to the next stop.
 * Thread-safe: the condition and the receivers change under the lock, and nothing waits
 * inside of it.
 */
final class DefaultAmqpListenerContainer implements AmqpListenerContainer {

	private static final Logger logger = LoggerFactory.getLogger(AmqpListenerContainer.class);

	/** What a stop may take besides the running handlers: drain, settle, detach. */
	private static final Duration STOP_MARGIN = Duration.ofSeconds(10);

	private final AmqpListenerEndpoint endpoint;

	private final ListenerSettings settings;

	private final String connectionName;

	private final AmqpConnection connection;

	private final List<Link> links;

	private final Companions companions;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile Condition condition = Condition.NEVER_STARTED;

	private volatile boolean paused;

	private volatile List<MessageReceiver> receivers = List.of();

	private @Nullable AmqpSession session;

	private CompletionStage<Void> stopped = CompletableFuture.completedStage(null);

	DefaultAmqpListenerContainer(AmqpListenerEndpoint endpoint, ListenerSettings settings, String connectionName,
			AmqpConnection connection, List<Link> links, Companions companions) {
		this.endpoint = endpoint;
		this.settings = settings;
		this.connectionName = connectionName;
		this.connection = connection;
		this.links = List.copyOf(links);
		this.companions = companions;
	}

	@Override
	public void start() {
		this.lock.lock();
		try {
			if (isRunning()) {
				return;
			}
			this.condition = this.paused ? Condition.PAUSED : Condition.RUNNING;
			this.stopped.whenComplete((nothing, failure) -> open());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * After the last stop has ended, which may be on an event loop: nothing here blocks.
	 */
	private void open() {
		this.lock.lock();
		try {
			if (!isRunning() || this.session != null) {
				return;
			}
			this.companions.begin();
			AmqpSession opened = this.connection.session();
			this.session = opened;
			this.receivers = this.links.stream()
				.map((link) -> opened.receiver(link.options(), link.handler()))
				.toList();
			logger.info("[{}/{}] Started, receives from {}", id(), this.connectionName,
					this.settings.get(LinkSettings.ADDRESSES));
			this.receivers.forEach(this::open);
			this.companions.events().publish(new AmqpListenerEvent.Started(id()));
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
			AmqpSession closing = this.session;
			if (!wasRunning || closing == null) {
				return this.stopped;
			}
			this.session = null;
			List<MessageReceiver> leaving = this.receivers;
			this.companions.stopping();
			// Handlers that still run send replies: senders go after the receivers
			this.stopped = Stages.all(leaving.stream().map(MessageReceiver::destroy).toList())
				.thenCompose((nothing) -> Stages.all(List.of(this.companions.senders().close(), closing.close())))
				.whenComplete((nothing, failure) -> ended(leaving, how == Condition.STOPPED_BY_USER));
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ended(List<MessageReceiver> left, boolean byUser) {
		if (this.receivers == left) {
			this.receivers = List.of();
		}
		logger.info("[{}/{}] Stopped by the {}", id(), this.connectionName, byUser ? "user" : "application context");
		this.companions.events().publish(new AmqpListenerEvent.Stopped(id(), byUser));
	}

	@Override
	public void stop() {
		Duration longest = this.links.stream()
			.map((link) -> link.options().closeTimeout())
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO)
			.plus(STOP_MARGIN);
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
		catch (java.util.concurrent.ExecutionException ex) {
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

	/** One receiver to be. */
	record Link(ReceiverOptions options, MessageHandler handler) {
	}

	/** What lives and stops with the receivers. */
	record Companions(CachedSenders senders, List<BatchCollector> collectors, @Nullable IdleWatch idle, StopSignal stop,
			ListenerEvents events) {

		void begin() {
			this.stop.lower();
			this.collectors.forEach(BatchCollector::begin);
			if (this.idle != null) {
				this.idle.start();
			}
		}

		void stopping() {
			this.stop.raise();
			this.collectors.forEach(BatchCollector::stop);
			if (this.idle != null) {
				this.idle.stop();
			}
		}

	}

}
