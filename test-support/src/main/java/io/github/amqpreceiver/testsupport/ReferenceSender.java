package io.github.amqpreceiver.testsupport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.apache.qpid.protonj2.client.DeliveryState;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.Tracker;
import org.apache.qpid.protonj2.client.impl.ClientDeliveryState.ClientRejected;
import org.apache.qpid.protonj2.engine.impl.ProtonDeliveryTagGenerator.BUILTIN;
import org.jspecify.annotations.Nullable;

/**
 * A sending link of the {@link ReferenceClient}. A message counts as sent when the peer
 * has accepted it; any other outcome is an exception. For one thread at a time.
 *
 * @since 0.1.0
 */
public final class ReferenceSender implements AutoCloseable {

	private static final long SETTLE_SECONDS = 30;

	private final ReferenceClient client;

	private final boolean ownsClient;

	private final Sender sender;

	ReferenceSender(ReferenceClient client, String address, boolean ownsClient) {
		this.client = client;
		this.ownsClient = ownsClient;
		this.sender = Attempt.call("open sender to " + address, () -> {
			SenderOptions options = new SenderOptions().openTimeout(10_000);
			// The default uses a tag again before a slow broker has forgotten it.
			options.deliveryTagGeneratorSupplier(BUILTIN.SEQUENTIAL::createGenerator);
			Sender opened = client.connection().openSender(address, options);
			opened.openFuture().get();
			return opened;
		});
	}

	/**
	 * Opens a sender on an anonymous connection of its own.
	 * @param port the port on loopback
	 * @param address the target address
	 * @return the open sender
	 */
	public static ReferenceSender open(int port, String address) {
		return open(ReferenceClient.connect(port), address);
	}

	/**
	 * Opens a sender that closes its client with itself.
	 */
	static ReferenceSender open(ReferenceClient client, String address) {
		try {
			return new ReferenceSender(client, address, true);
		}
		catch (RuntimeException ex) {
			client.close();
			throw ex;
		}
	}

	/**
	 * Sends one message and waits until it is accepted.
	 * @param message the message
	 */
	public void send(TestMessage message) {
		requireAccepted(write(message));
	}

	/**
	 * Sends messages as fast as the peer's credit lets it and waits until all are
	 * accepted.
	 * @param count how many
	 * @param messages makes the message of an index from 0
	 */
	public void sendAll(int count, IntFunction<TestMessage> messages) {
		sendAll(count, messages, (message) -> {
		});
	}

	/**
	 * Sends messages as fast as the peer's credit lets it and waits until all are
	 * accepted.
	 * @param count how many
	 * @param messages makes the message of an index from 0
	 * @param accepted hears of each message once the peer has accepted it, in order, on
	 * the calling thread
	 */
	public void sendAll(int count, IntFunction<TestMessage> messages, Consumer<TestMessage> accepted) {
		Deque<Pending> pending = new ArrayDeque<>();
		for (int i = 0; i < count; i++) {
			TestMessage message = messages.apply(i);
			pending.add(new Pending(message, write(message)));
			while (!pending.isEmpty() && pending.peek().tracker().remoteSettled()) {
				settle(pending.remove(), accepted);
			}
		}
		while (!pending.isEmpty()) {
			settle(pending.remove(), accepted);
		}
	}

	/**
	 * The protonj2 sender, for what this class does not offer.
	 * @return the sender
	 */
	public Sender sender() {
		return this.sender;
	}

	@Override
	public void close() {
		if (this.ownsClient) {
			this.client.close();
		}
		else {
			this.sender.close();
		}
	}

	Tracker write(TestMessage message) {
		return Attempt.call("send", () -> message.deliveryAnnotations().isEmpty() ? this.sender.send(message.message())
				: this.sender.send(message.message(), message.deliveryAnnotations()));
	}

	private static void settle(Pending pending, Consumer<TestMessage> accepted) {
		requireAccepted(pending.tracker());
		accepted.accept(pending.message());
	}

	static void requireAccepted(Tracker tracker) {
		Attempt.run("await settlement", () -> tracker.awaitSettlement(SETTLE_SECONDS, TimeUnit.SECONDS));
		DeliveryState state = tracker.remoteState();
		if (state == null || !state.isAccepted()) {
			throw new IllegalStateException("The peer did not accept the message: " + describe(state));
		}
	}

	private static String describe(@Nullable DeliveryState state) {
		if (state instanceof ClientRejected rejected) {
			return "rejected, " + rejected.getCondition() + ", " + rejected.getDescription();
		}
		return (state != null) ? state.getType().name().toLowerCase(Locale.ROOT) : "no state";
	}

	private record Pending(TestMessage message, Tracker tracker) {
	}

}
