package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.DistributionMode;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * A receiving link of the {@link ReferenceClient}, with which a test looks at what lies
 * in a queue: a dead-letter queue, a reply queue. Takes no more than it is asked for. For
 * one thread at a time.
 *
 * @since 0.1.0
 */
public final class ReferenceReceiver implements AutoCloseable {

	private static final int BATCH = 500;

	private final ReferenceClient client;

	private final boolean ownsClient;

	private final Receiver receiver;

	private boolean creditOutstanding;

	ReferenceReceiver(ReferenceClient client, String address, boolean browse, boolean ownsClient) {
		this.client = client;
		this.ownsClient = ownsClient;
		ReceiverOptions options = new ReceiverOptions().creditWindow(0).autoAccept(false).autoSettle(false);
		options.openTimeout(10_000).drainTimeout(10_000);
		options.sourceOptions().distributionMode(browse ? DistributionMode.COPY : DistributionMode.MOVE);
		this.receiver = Attempt.call("open receiver from " + address, () -> {
			Receiver opened = client.connection().openReceiver(address, options);
			opened.openFuture().get();
			return opened;
		});
	}

	/**
	 * Opens a receiver on an anonymous connection of its own.
	 * @param port the port on loopback
	 * @param address the source address
	 * @return the open receiver
	 */
	public static ReferenceReceiver open(int port, String address) {
		ReferenceClient client = ReferenceClient.connect(port);
		try {
			return new ReferenceReceiver(client, address, false, true);
		}
		catch (RuntimeException ex) {
			client.close();
			throw ex;
		}
	}

	/**
	 * Waits for one message, which the caller settles.
	 * @param timeout how long to wait
	 * @return the delivery, or {@code null} if none came
	 */
	public @Nullable ReferenceDelivery receive(Duration timeout) {
		Delivery delivery = Attempt.call("receive", () -> {
			if (!this.creditOutstanding) {
				this.receiver.addCredit(1);
				this.creditOutstanding = true;
			}
			return this.receiver.receive(timeout.toMillis(), TimeUnit.MILLISECONDS);
		});
		if (delivery == null) {
			return null;
		}
		this.creditOutstanding = false;
		return new ReferenceDelivery(delivery);
	}

	/**
	 * Takes and accepts so many messages.
	 * @param count how many
	 * @param timeout how long to wait for all of them
	 * @return the messages in their order, fewer than asked for if the time was up
	 */
	public List<MessageView> take(int count, Duration timeout) {
		List<MessageView> messages = new ArrayList<>();
		long end = System.nanoTime() + timeout.toNanos();
		while (messages.size() < count) {
			ReferenceDelivery delivery = receive(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
			if (delivery == null) {
				break;
			}
			delivery.accept();
			messages.add(delivery.message());
		}
		return messages;
	}

	/**
	 * Takes and accepts everything that the source has now. Needs a peer that answers a
	 * drain as the specification wants it, which RabbitMQ 3 does not.
	 * @return the messages in their order
	 */
	public List<MessageView> takeAll() {
		List<MessageView> messages = new ArrayList<>();
		while (takeBatch(messages)) {
			// The source gave a full batch and may have more.
		}
		return messages;
	}

	/**
	 * The protonj2 receiver, for what this class does not offer.
	 * @return the receiver
	 */
	public Receiver receiver() {
		return this.receiver;
	}

	@Override
	public void close() {
		if (this.ownsClient) {
			this.client.close();
		}
		else {
			this.receiver.close();
		}
	}

	private boolean takeBatch(List<MessageView> messages) {
		return Attempt.call("take all", () -> {
			this.receiver.addCredit(this.creditOutstanding ? BATCH - 1 : BATCH);
			this.receiver.drain().get();
			this.creditOutstanding = false;
			int taken = 0;
			for (Delivery delivery = this.receiver.tryReceive(); delivery != null; delivery = this.receiver
				.tryReceive()) {
				messages.add(MessageViews.of(delivery));
				delivery.accept();
				taken++;
			}
			return taken >= BATCH;
		});
	}

}
