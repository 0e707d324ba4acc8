package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
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
 * Keeps one connection alive for as long as it is wanted. Touched only on the event loop
 * (I1), which stays the same over all sockets, but for the methods that say otherwise.
 * <p>
 * I6: once its {@link CloseOrder} has begun, nothing dials or opens again.
 */
public final class ConnectionSupervisor implements ConnectionEngine.Listener, Dialing.Owner, CloseOrder.Steps {

	private final ConnectionOptions options;

	private final EventLoops loops;

	private final Loop loop;

	private final EventHub hub;

	private final ConnectionView view;

	private final Addresses addresses;

	private final Attempts attempts;

	private final ServedSessions sessions = new ServedSessions();

	private final Reauthentication reauthentication;

	private final CloseOrder close;

	private final Promises opening = new Promises();

	private State state = State.IDLE;

	private @Nullable Dialing dialing;

	private boolean everOpen;

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
		this.view = new ConnectionView(this.loop, options.trace());
		this.addresses = new Addresses(options.addresses(), options.recovery().shuffleAddresses());
		this.attempts = new Attempts(this.loop, options.recovery().backOff(), options.recovery().stableAfter());
		this.reauthentication = new Reauthentication(loops, this.loop, options.credentials());
		this.close = new CloseOrder(options.containerId(), this.loop, options.closeTimeout(), this.sessions, this);
	}

	/**
	 * Dials where that was not done; any thread.
	 * @return completes when open, fails when given up
	 */
	public CompletionStage<Void> open() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (this.close.begun()) {
				promise.completeExceptionally(this.close.failure());
			}
			else if (this.state == State.OPEN) {
				promise.complete(null);
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
		if (this.close.begun()) {
			return;
		}
		this.state = State.CONNECTING;
		Dialing attempt = new Dialing(this.options, this.loops, this.loop, this.view.frames(), this.addresses.next(),
				this);
		this.dialing = attempt;
		attempt.begin();
	}

	@Override
	public ConnectionEngine engine(Destination destination, Wire wire) {
		return new ConnectionEngine(new ConnectionEngine.Settings(OpenFrame.of(this.options, destination),
				this.options.limits(), this.options.idleTimeout().toNanos(), this.options.metrics(),
				destination.toString(), "[" + name() + "]", this.view::tracing), this.loop, wire, this.view.frames(),
				this);
	}

	@Override
	public void opened(ConnectionEngine opened, Performative.Open remote) {
		Dialing attempt = this.dialing;
		if (attempt == null || opened != attempt.engine() || this.close.begun()) {
			return;
		}
		attempt.succeeded();
		this.state = State.OPEN;
		int tries = this.attempts.current();
		Duration outage = this.attempts.outage();
		this.attempts.succeeded();
		this.addresses.succeeded();
		Address address = attempt.address();
		PeerInfo info = new PeerInfo(remote.containerId(), PeerProduct.product(remote), PeerProduct.version(remote),
				remote.properties(), remote.offeredCapabilities(), address.host(), address.port());
		this.view.opened(info);
		this.hub.publish(new ReceiverEvent.Connected(name(), info.host(), info.port(), info.product(), info.version()));
		if (tries > 0) {
			this.hub.publish(new ReceiverEvent.Recovered(name(), null, tries, outage));
		}
		this.everOpen = true;
		this.opening.complete();
		this.sessions.connected(opened);
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
		this.view.lost();
		endDialing(failure);
		if (this.close.begun()) {
			this.close.ended();
			return;
		}
		this.view.failed(failure);
		if (this.attempts.failed()) {
			this.addresses.stable();
		}
		this.hub.publish(new ReceiverEvent.ConnectionLost(name(), failure));
		this.sessions.connectionLost(failure);
		decide(failure);
	}

	private void endDialing(AmqpReceiverException failure) {
		Dialing over = this.dialing;
		this.dialing = null;
		if (over != null) {
			over.end(failure);
		}
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
		this.sessions.gaveUp(failure);
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

	ServedSessions sessions() {
		return this.sessions;
	}

	/**
	 * Closes the sessions and then the connection, for good; any thread.
	 * @return completes when the socket is closed
	 */
	public CompletionStage<Void> close() {
		return this.close.close();
	}

	@Override
	public void stopWanting(AmqpReceiverException failure) {
		this.attempts.cancel();
		this.opening.fail(failure);
	}

	@Override
	public @Nullable ConnectionEngine openConnection() {
		return (this.state == State.OPEN && this.dialing != null) ? this.dialing.engine() : null;
	}

	@Override
	public void abandon(AmqpReceiverException failure) {
		lost(failure);
	}

	/**
	 * Whether the connection is closed or closing.
	 * @return whether nothing can be opened on it any more
	 */
	boolean isClosed() {
		return this.close.begun();
	}

	/** The connection that sessions can be begun on, if there is one. */
	@Nullable ConnectionEngine engine() {
		return this.close.begun() ? null : openConnection();
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

	/**
	 * What can be seen of the connection; any thread.
	 * @return the view
	 */
	public ConnectionView view() {
		return this.view;
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

	/** What is being done about the connection. */
	private enum State {

		IDLE, CONNECTING, OPEN, WAITING

	}

}
