package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
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
import io.github.amqpreceiver.internal.transport.Dialer;
import io.github.amqpreceiver.internal.transport.EventLoops;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.options.TlsOptions;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection alive for as long as it is wanted. Everything but the volatile
 * fields is touched only on the event loop (I1), which stays the same over all sockets.
 * <p>
 * I6: once closed, nothing dials again.
 */
public final class ConnectionSupervisor implements ConnectionEngine.Listener, Handshake.Listener {

	private final ConnectionOptions options;

	private final EventLoops loops;

	private final Loop loop;

	private final EventHub hub;

	private final FrameTrace trace = new FrameTrace();

	private final Addresses addresses;

	private final Attempts attempts;

	private final List<SessionSupervisor> sessions = new ArrayList<>();

	private final Promises opening = new Promises();

	private final Promises closing = new Promises();

	private State state = State.IDLE;

	private @Nullable Handshake handshake;

	private @Nullable Dialer dialer;

	private @Nullable ConnectionEngine engine;

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
		Address address = this.addresses.next();
		// Whatever may block is asked for off the loop, at every attempt anew.
		this.loops.blocking().execute(() -> {
			try {
				Handshake.Resolved resolved = resolve();
				this.loop.execute(() -> dial(address, resolved));
			}
			catch (RuntimeException ex) {
				this.loop.execute(() -> lost(new AuthenticationException(
						"The credentials for " + address + " could not be had: " + ex.getMessage(), null, ex)));
			}
		});
	}

	private Handshake.Resolved resolve() {
		Credentials credentials = this.options.credentials();
		if (credentials instanceof Credentials.UsernamePassword pair) {
			return new Handshake.Resolved(credentials, pair.username().get(), pair.password().get());
		}
		return new Handshake.Resolved(credentials, null, null);
	}

	private void dial(Address address, Handshake.Resolved resolved) {
		if (this.state != State.CONNECTING) {
			return;
		}
		Handshake attempt = new Handshake(this.options, address, this.loop, this.trace,
				(shake) -> SaslSetup.create(this.options, address, resolved, this.loops.blocking(), shake),
				(wire) -> engine(address, wire), this);
		this.handshake = attempt;
		TlsOptions tls = (this.options.tls() != null) ? this.options.tls() : TlsOptions.DEFAULT;
		this.dialer = new Dialer(this.loops, this.loop, address, tls, this.options.handshakeTimeout().toNanos(),
				attempt);
		this.dialer.dial();
	}

	private ConnectionEngine engine(Address address, Wire wire) {
		Performative.Open openFrame = OpenFrame.of(this.options, address);
		ConnectionEngine made = new ConnectionEngine(
				new ConnectionEngine.Settings(openFrame, this.options.limits(), this.options.idleTimeout().toNanos(),
						this.options.metrics(), address.toString(), "[" + name() + "]", () -> this.tracing),
				this.loop, wire, this.trace, this);
		this.engine = made;
		return made;
	}

	@Override
	public void opened(ConnectionEngine opened, Performative.Open remote) {
		if (opened != this.engine || this.handshake == null) {
			return;
		}
		this.handshake.succeeded();
		this.state = State.OPEN;
		this.open = true;
		boolean recovered = this.attempts.current() > 0;
		int tries = this.attempts.current();
		Duration outage = this.attempts.outage();
		this.attempts.succeeded();
		this.addresses.succeeded();
		Address address = this.handshake.address();
		PeerInfo info = new PeerInfo(remote.containerId(), PeerProduct.product(remote), PeerProduct.version(remote),
				remote.properties(), remote.offeredCapabilities(), address.host(), address.port());
		this.peer = info;
		this.hub.publish(new ReceiverEvent.Connected(name(), info.host(), info.port(), info.product(), info.version()));
		if (recovered) {
			this.hub.publish(new ReceiverEvent.Recovered(name(), null, tries, outage));
		}
		this.everOpen = true;
		this.opening.complete();
		List.copyOf(this.sessions).forEach((session) -> session.connected(opened));
	}

	@Override
	public void failed(Handshake failed, AmqpReceiverException failure) {
		if (failed == this.handshake) {
			lost(failure);
		}
	}

	@Override
	public void ended(ConnectionEngine ended, AmqpReceiverException why) {
		if (ended == this.engine) {
			lost(why);
		}
	}

	@Override
	public void violated(@Nullable String link, String where, ErrorCondition error) {
		this.hub.publish(new ReceiverEvent.ProtocolViolated(name(), link, where, error));
	}

	private void lost(AmqpReceiverException failure) {
		this.open = false;
		if (this.dialer != null) {
			this.dialer.cancel();
		}
		if (this.handshake != null) {
			this.handshake.fail(failure);
		}
		this.handshake = null;
		this.dialer = null;
		this.engine = null;
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
		if (this.engine != null && this.state == State.OPEN) {
			this.engine.end(failure);
		}
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
		if (this.engine != null && wasOpen) {
			this.closeTimer = this.loop.schedule(() -> {
				if (this.engine != null) {
					this.engine.end(closed());
				}
			}, this.options.closeTimeout().toNanos());
			this.engine.close();
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
		return (this.state == State.OPEN) ? this.engine : null;
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
