package io.github.amqpreceiver.spring.fake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.message.ReceivedMessage;

/** A delivery without a link. */
public class FakeDelivery implements Delivery {

	private final ReceivedMessage message;

	private final String address;

	private final AtomicReference<Outcome> outcome = new AtomicReference<>();

	private final CompletableFuture<Outcome> settlement = new CompletableFuture<>();

	private long arrivedAt = System.nanoTime();

	public FakeDelivery(String address, OutgoingMessage message) {
		this.address = address;
		this.message = new FakeMessage(message);
	}

	public static FakeDelivery of(OutgoingMessage.Builder message) {
		return new FakeDelivery("queue", message.build());
	}

	public FakeDelivery arrivedAt(long nanos) {
		this.arrivedAt = nanos;
		return this;
	}

	@Override
	public ReceivedMessage message() {
		return this.message;
	}

	@Override
	public byte[] tag() {
		return new byte[] { 1 };
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	public String linkName() {
		return "link";
	}

	@Override
	public long arrivedAtNanos() {
		return this.arrivedAt;
	}

	@Override
	public boolean remotelySettled() {
		return false;
	}

	@Override
	public boolean settled() {
		return this.outcome.get() != null;
	}

	@Override
	public Outcome outcome() {
		return this.outcome.get();
	}

	@Override
	public boolean settle(Outcome given) {
		boolean first = this.outcome.compareAndSet(null, given);
		if (first) {
			this.settlement.complete(given);
		}
		return first;
	}

	@Override
	public CompletionStage<Outcome> settlement() {
		return this.settlement;
	}

}
