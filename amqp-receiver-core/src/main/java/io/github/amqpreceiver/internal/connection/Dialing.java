package io.github.amqpreceiver.internal.connection;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.Wire;
import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.internal.transport.Dialer;
import io.github.amqpreceiver.internal.transport.EventLoops;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.TlsOptions;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach one address, and the connection that came of it: credentials, the
 * socket, the handshake, the engine. Made for one attempt, ends once (I4); touched only
 * on the event loop.
 */
final class Dialing implements Handshake.Listener {

	private final ConnectionOptions options;

	private final EventLoops loops;

	private final Loop loop;

	private final FrameTrace trace;

	private final Destination destination;

	private final Owner owner;

	private @Nullable ResolvedCredentials credentials;

	private @Nullable Dialer dialer;

	private @Nullable Handshake handshake;

	private @Nullable ConnectionEngine engine;

	private boolean over;

	Dialing(ConnectionOptions options, EventLoops loops, Loop loop, FrameTrace trace, Destination destination,
			Owner owner) {
		this.options = options;
		this.loops = loops;
		this.loop = loop;
		this.trace = trace;
		this.destination = destination;
		this.owner = owner;
	}

	/** Begins; whatever may block is asked for off the loop, at every attempt anew. */
	void begin() {
		this.loops.offLoop(this.loop, () -> {
			ResolvedCredentials resolved = ResolvedCredentials.of(this.options.credentials());
			this.loop.execute(() -> dial(resolved));
		}, this::withoutCredentials);
	}

	private void withoutCredentials(Throwable failure) {
		Object reason = (failure instanceof Exception) ? failure.getMessage() : failure;
		failed((failure instanceof TransportException noThread) ? noThread : new AuthenticationException(
				"The credentials for " + this.destination + " could not be had: " + reason, null, failure));
	}

	private void dial(ResolvedCredentials resolved) {
		if (this.over) {
			return;
		}
		this.credentials = resolved;
		Handshake attempt = new Handshake(this.options, address(), this.loop, this.trace,
				(shake) -> SaslSetup.create(this.options, this.destination, resolved, this.loops.blocking(), shake),
				this::engine, this);
		this.handshake = attempt;
		TlsOptions tls = (this.options.tls() != null) ? this.options.tls() : TlsOptions.DEFAULT;
		this.dialer = new Dialer(this.loops, this.loop, this.destination, tls,
				this.options.handshakeTimeout().toNanos(), attempt);
		this.dialer.dial();
	}

	private ConnectionEngine engine(Wire wire) {
		ConnectionEngine made = this.owner.engine(this.destination, wire);
		this.engine = made;
		return made;
	}

	@Override
	public void failed(Handshake failed, AmqpReceiverException failure) {
		if (failed == this.handshake) {
			failed(failure);
		}
	}

	private void failed(AmqpReceiverException failure) {
		if (!this.over) {
			this.owner.failed(this, failure);
		}
	}

	/** The peer has answered the open: the attempt's deadline is met. */
	void succeeded() {
		if (this.handshake != null) {
			this.handshake.succeeded();
		}
	}

	/** Ends the attempt, or the connection that came of it; its owner knows already. */
	void end(AmqpReceiverException why) {
		this.over = true;
		if (this.dialer != null) {
			this.dialer.cancel();
		}
		if (this.handshake != null) {
			this.handshake.fail(why);
		}
		this.engine = null;
	}

	@Nullable ConnectionEngine engine() {
		return this.engine;
	}

	/** What the peer was told of who we are. */
	@Nullable ResolvedCredentials credentials() {
		return this.credentials;
	}

	Address address() {
		return this.destination.address();
	}

	/** Who wants the connection; called on the event loop. */
	interface Owner {

		ConnectionEngine engine(Destination destination, Wire wire);

		void failed(Dialing dialing, AmqpReceiverException failure);

	}

}
