package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.PeerProduct;
import io.github.amqpreceiver.internal.protocol.Wire;
import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.internal.transport.EventLoops;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection alive for as long as it is wanted. Everything but the volatile
 * fields is touched only on the event loop (I1), which stays the same over all sockets.
 * <p>
 * I6: once closed, nothing dials again.
 */
public final class ConnectionSupervisor implements ConnectionEngine.Listener, Dialing.Owner {

	private final ConnectionOptions options;

	private final EventLoops loops;

	private final Loop loop;

	private final EventHub hub;

	private final FrameTrace trace = new FrameTrace();

	private final Addresses addresses;

	private final Attempts attempts;

	private final List<SessionSupervisor> sessions = new ArrayList<>();

	private final Reauthentication reauthentication;

	private final Promises opening = new Promises();

	private final Promises closing = new Promises();

	private State state = State.IDLE;

	private @Nullable Dialing dialing;

	private boolean everOpen;

	private Loop.@Nullable Timer closeTimer;

	private volatile boolean open;

	private volatile @Nullable AmqpReceiverException lastError;

	private volatile @Nullable PeerInfo peer;

	private volatile boolean tracing;

	/**
	 * A connection that is not dialled yet.
	 * @param options its settings
	 * @param loops the event loops and the pool for what may block
	 */
	public ConnectionSupervisor(ConnectionOptions options, EventLoops loops) {
		this.options = options;
		this.loops = loops;
		this.loop = loops.next();
		this.hub = new EventHub(new EventLog(System::nanoTime), options.listener());
		this.addresses = new Addresses(options.addresses(), options.recovery().shuffleAddresses());
		this.attempts = new Attempts(this.loop, options.recovery().backOff(), options.recovery().stableAfter());
		this.reauthentication = new Reauthentication(loops, this.loop, options.credentials());
		this.tracing = options.trace();
	}

	/**
	 * Dials where that was not done; any thread.
	 * @return completes when open, fails when given up
	 */
	public CompletionStage<Void> open() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (this.state == State.OPEN) {
				promise.complete(null);
			}
			else if (this.state == State.CLOSED || this.state == State.CLOSING) {
				promise.completeExceptionally(closed());
			}
			else {
				this.opening.add(promise);
				want();
			}
		});
		return promise;
	}

	/** Somebody needs the connection. */
	void want() {
		if (this.state == State.IDLE) {
			dial();
		}
	}

	private void dial() {
		this.state = State.CONNECTING;
		Dialing attempt = new Dialing(this.options, this.loops, this.loop, this.trace, this.addresses.next(), this);
		this.dialing = attempt;
		attempt.begin();
	}

	@Override
	public ConnectionEngine engine(Destination destination, Wire wire) {
		return new ConnectionEngine(new ConnectionEngine.Settings(OpenFrame.of(this.options, destination),
				this.options.limits(), this.options.idleTimeout().toNanos(), this.options.metrics(),
				destination.toString(), "[" + name() + "]", () -> this.tracing), this.loop, wire, this.trace, this);
	}

	@Override
	public void opened(ConnectionEngine opened, Performative.Open remote) {
		Dialing attempt = this.dialing;
		if (attempt == null || opened != attempt.engine()) {
			return;
		}
		attempt.succeeded();
		this.state = State.OPEN;
		this.open = true;
		int tries = this.attempts.current();
		Duration outage = this.attempts.outage();
		this.attempts.succeeded();
		this.addresses.succeeded();
		Address address = attempt.address();
		PeerInfo info = new PeerInfo(remote.containerId(), PeerProduct.product(remote), PeerProduct.version(remote),
				remote.properties(), remote.offeredCapabilities(), address.host(), address.port());
		this.peer = info;
		this.hub.publish(new ReceiverEvent.Connected(name(), info.host(), info.port(), info.product(), info.version()));
		if (tries > 0) {
			this.hub.publish(new ReceiverEvent.Recovered(name(), null, tries, outage));
		}
		this.everOpen = true;
		this.opening.complete();
		List.copyOf(this.sessions).forEach((session) -> session.connected(opened));
	}

	@Override
	public void failed(Dialing failed, AmqpReceiverException failure) {
		if (failed == this.dialing) {
			lost(failure);
		}
	}

	@Override
	public void ended(ConnectionEngine ended, AmqpReceiverException why) {
		if (this.dialing != null && ended == this.dialing.engine()) {
			lost(why);
		}
	}

	@Override
	public void violated(@Nullable String link, String where, ErrorCondition error) {
		this.hub.publish(new ReceiverEvent.ProtocolViolated(name(), link, where, error));
	}

	private void lost(AmqpReceiverException failure) {
		this.open = false;
		Dialing over = this.dialing;
		this.dialing = null;
		if (over != null) {
			over.end(failure);
		}
		if (this.state == State.CLOSING || this.state == State.CLOSED) {
			finishClose();
			return;
		}
		this.lastError = failure;
		if (this.attempts.failed()) {
			this.addresses.stable();
		}
		this.hub.publish(new ReceiverEvent.ConnectionLost(name(), failure));
		List.copyOf(this.sessions).forEach((session) -> session.connectionLost(failure));
		decide(failure);
	}

	private void decide(AmqpReceiverException failure) {
		Verdict verdict = ConnectionVerdicts.decide(this.options.recovery(), failure, this.everOpen, this.addresses);
		if (verdict.action() == Verdict.Action.GIVE_UP) {
			giveUp(failure);
			return;
		}
		this.state = State.WAITING;
		Duration delay = this.attempts.schedule(verdict.backOff(), this.addresses.count(), this::again);
		this.hub.publish(new ReceiverEvent.RecoveryScheduled(name(), null, verdict.action(), this.attempts.current(),
				delay, failure));
	}

	private void again() {
		if (this.state == State.WAITING) {
			dial();
		}
	}

	private void giveUp(AmqpReceiverException failure) {
		this.state = State.IDLE;
		this.attempts.succeeded();
		this.hub.publish(new ReceiverEvent.GaveUp(name(), null, failure));
		this.opening.fail(failure);
		List.copyOf(this.sessions).forEach((session) -> session.gaveUp(failure));
	}

	/**
	 * Cuts the socket, because the peer does not answer a probe; it is dialled again.
	 * @param failure why
	 */
	void cut(AmqpReceiverException failure) {
		ConnectionEngine current = engine();
		if (current != null) {
			current.end(failure);
		}
	}

	/**
	 * The peer does not let us do what we want to, and may if it is told anew who we are.
	 * @param failure why
	 * @param useless run on the event loop where there is nothing new to tell
	 */
	void reauthenticate(AmqpReceiverException failure, Runnable useless) {
		Dialing current = this.dialing;
		ResolvedCredentials used = (current != null) ? current.credentials() : null;
		if (used == null) {
			return;
		}
		this.reauthentication.ask(used, (changed) -> {
			if (!changed) {
				useless.run();
			}
			else if (current == this.dialing) {
				cut(failure);
			}
		});
	}

	/**
	 * A session; any thread.
	 * @param sessionOptions its settings
	 * @return the session
	 */
	public SessionSupervisor session(SessionOptions sessionOptions) {
		return new SessionSupervisor(this, sessionOptions);
	}

	void add(SessionSupervisor session) {
		if (!this.sessions.contains(session)) {
			this.sessions.add(session);
		}
	}

	void remove(SessionSupervisor session) {
		this.sessions.remove(session);
	}

	/**
	 * Closes the sessions and then the connection, for good; any thread.
	 * @return completes when the socket is closed
	 */
	public CompletionStage<Void> close() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (this.state == State.CLOSED) {
				promise.complete(null);
				return;
			}
			this.closing.add(promise);
			if (this.state != State.CLOSING) {
				beginClose();
			}
		});
		return promise;
	}

	private void beginClose() {
		boolean wasOpen = this.state == State.OPEN;
		this.state = State.CLOSING;
		this.attempts.cancel();
		this.opening.fail(closed());
		List<CompletableFuture<Void>> ends = List.copyOf(this.sessions)
			.stream()
			.map((session) -> session.close().toCompletableFuture())
			.toList();
		CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
			.whenComplete((nothing, failure) -> this.loop.execute(() -> closeEngine(wasOpen)));
	}

	private void closeEngine(boolean wasOpen) {
		ConnectionEngine current = (this.dialing != null) ? this.dialing.engine() : null;
		if (current != null && wasOpen) {
			this.closeTimer = this.loop.schedule(() -> current.end(closed()), this.options.closeTimeout().toNanos());
			current.close();
			return;
		}
		lost(closed());
	}

	private void finishClose() {
		if (this.closeTimer != null) {
			this.closeTimer.cancel();
		}
		this.state = State.CLOSED;
		this.sessions.clear();
		this.closing.complete();
	}

	private AmqpReceiverException closed() {
		return new ReceiverClosedException("The connection '" + name() + "' was closed by this side", null, null);
	}

	/**
	 * Whether the connection is closed or closing.
	 * @return whether nothing can be opened on it any more
	 */
	boolean isClosed() {
		return this.state == State.CLOSING || this.state == State.CLOSED;
	}

	@Nullable ConnectionEngine engine() {
		return (this.state == State.OPEN && this.dialing != null) ? this.dialing.engine() : null;
	}

	/**
	 * Whether the connection has tried and failed, and waits to try again.
	 * @return how many attempts were made in this outage
	 */
	int attempt() {
		return this.attempts.current();
	}

	/**
	 * The connection's name.
	 * @return the container id
	 */
	public String name() {
		return this.options.containerId();
	}

	Loop loop() {
		return this.loop;
	}

	EventLoops loops() {
		return this.loops;
	}

	EventHub hub() {
		return this.hub;
	}

	/**
	 * What the peer may make this connection hold or do.
	 * @return the limits
	 */
	public Limits limits() {
		return this.options.limits();
	}

	ConnectionOptions options() {
		return this.options;
	}

	ErrorPolicy policy() {
		return this.options.recovery().errorPolicy();
	}

	void publish(ReceiverEvent event, ReceiverListener listener) {
		this.hub.publish(event, listener);
	}

	/**
	 * Whether the connection is open; any thread.
	 * @return whether it is
	 */
	public boolean isOpen() {
		return this.open;
	}

	/**
	 * The last failure; any thread.
	 * @return the failure, or null
	 */
	public @Nullable AmqpReceiverException lastError() {
		return this.lastError;
	}

	/**
	 * The peer; any thread.
	 * @return the peer, or null before the first open
	 */
	public @Nullable PeerInfo peer() {
		return this.peer;
	}

	/**
	 * Switches the frame trace; any thread.
	 * @param on whether frames are logged
	 */
	public void trace(boolean on) {
		this.tracing = on;
	}

	/**
	 * The last frames; any thread, waits for the event loop.
	 * @return a stage of one line a frame
	 */
	public CompletionStage<List<String>> recentFrames() {
		return CompletableFuture.supplyAsync(this.trace::recent, this.loop);
	}

	/** The life of a supervised connection. */
	private enum State {

		IDLE, CONNECTING, OPEN, WAITING, CLOSING, CLOSED

	}

}
