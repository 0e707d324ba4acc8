package io.github.amqpreceiver.internal.connection;

import java.time.Duration;

import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.internal.dispatch.Dispatcher;
import io.github.amqpreceiver.internal.protocol.LinkGauges;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * What any thread may see of a receiver, over all attachments of its link. Noted on the
 * event loop as it happens (I8).
 */
final class ReceiverView {

	private final String name;

	private final ConnectionView connection;

	private final Loop loop;

	private final StateCell state;

	private final LinkRequests requests;

	private final Dispatcher dispatcher;

	private final LinkGauges gauges = new LinkGauges();

	private volatile @Nullable String address;

	private volatile ReceiverStatus.@Nullable Negotiated negotiated;

	private volatile int attempt;

	private volatile boolean stalled;

	ReceiverView(ReceiverOptions options, ConnectionSupervisor connection, StateCell state, LinkRequests requests,
			Dispatcher dispatcher) {
		this.name = options.name();
		this.address = options.source().address();
		this.connection = connection.view();
		this.loop = connection.loop();
		this.state = state;
		this.requests = requests;
		this.dispatcher = dispatcher;
	}

	LinkGauges gauges() {
		return this.gauges;
	}

	/** The peer has attached, at this address and in these modes. */
	void granted(@Nullable String at, ReceiverStatus.Negotiated modes) {
		this.address = at;
		this.negotiated = modes;
	}

	void opened() {
		this.attempt = 0;
		this.stalled = false;
	}

	void recovering(int number) {
		this.attempt = number;
	}

	void stalled() {
		this.stalled = true;
	}

	@Nullable String address() {
		return this.address;
	}

	ReceiverStatus status() {
		StateCell.Snapshot at = this.state.snapshot();
		long oldest = this.gauges.oldestArrival();
		Duration age = (oldest == 0) ? Duration.ZERO : Duration.ofNanos(Math.max(0, this.loop.nanoTime() - oldest));
		ReceiverStatus.Counters counters = new ReceiverStatus.Counters(this.gauges.credit(), this.dispatcher.buffered(),
				this.dispatcher.inFlight(), this.gauges.unsettled(), this.gauges.heldBytes(), age);
		return new ReceiverStatus(this.name, this.address, at.state(), at.since(), at.wasOpen(), this.requests.paused(),
				this.stalled, this.attempt, this.state.lastError(), this.negotiated, counters, this.connection.peer());
	}

}
