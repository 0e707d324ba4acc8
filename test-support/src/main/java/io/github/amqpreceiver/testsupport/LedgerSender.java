package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

import org.apache.qpid.protonj2.client.Tracker;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages that a {@link MessageLedger} knows, through every outage of the broker:
 * it connects again and sends again what was not accepted, until everything is. Keeps the
 * order of a key as long as nothing is cut; what is sent again the ledger is told. For
 * one thread at a time.
 *
 * @since 0.1.0
 */
public final class LedgerSender implements AutoCloseable {

	private static final int WINDOW = 500;

	private final MessageLedger ledger;

	private final int port;

	private final String address;

	private final Duration patience;

	private final Deque<Entry> unsettled = new ArrayDeque<>();

	private @Nullable ReferenceSender sender;

	/**
	 * A sender that connects when it first sends.
	 * @param ledger who is told
	 * @param port the broker's port on loopback
	 * @param address the target address
	 * @param patience how long an outage may last
	 */
	public LedgerSender(MessageLedger ledger, int port, String address, Duration patience) {
		this.ledger = ledger;
		this.port = port;
		this.address = address;
		this.patience = patience;
	}

	/**
	 * Sends messages and waits until all are accepted.
	 * @param count how many
	 * @param key the key of an index from 0: also the message's group-id
	 */
	public void send(int count, IntFunction<String> key) {
		for (int i = 0; i < count; i++) {
			String group = key.apply(i);
			Entry entry = new Entry(this.ledger.enter(group), group);
			write(entry);
			if (this.unsettled.size() >= WINDOW) {
				settleFirst();
			}
		}
		while (!this.unsettled.isEmpty()) {
			settleFirst();
		}
	}

	@Override
	public void close() {
		ReferenceSender open = this.sender;
		this.sender = null;
		if (open != null) {
			open.close();
		}
	}

	private void write(Entry entry) {
		try {
			entry.tracker = connected().write(entry.message());
			this.unsettled.add(entry);
		}
		catch (RuntimeException ex) {
			this.unsettled.add(entry);
			sendAgain();
		}
	}

	private void settleFirst() {
		Entry first = this.unsettled.element();
		try {
			ReferenceSender.requireAccepted(first.tracker());
			this.unsettled.remove();
			this.ledger.accepted(first.id);
		}
		catch (RuntimeException ex) {
			sendAgain();
		}
	}

	/**
	 * Nobody knows what became of the messages that were not settled.
	 */
	private void sendAgain() {
		Awaitility.await("the broker on port " + this.port)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(100))
			.atMost(this.patience)
			.until(this::sentAllAgain);
	}

	private boolean sentAllAgain() {
		close();
		List<Entry> again = new ArrayList<>(this.unsettled);
		try {
			for (Entry entry : again) {
				this.ledger.sentAgain(entry.id);
				entry.tracker = connected().write(entry.message());
			}
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private ReferenceSender connected() {
		ReferenceSender open = this.sender;
		if (open == null) {
			// A broker that is just coming up may take a connection and forget it.
			open = ReferenceSender.open(
					ReferenceClient.connect(this.port, (options) -> options.openTimeout(3_000).requestTimeout(3_000)),
					this.address);
			this.sender = open;
		}
		return open;
	}

	/**
	 * A message that the broker has not settled.
	 */
	private static final class Entry {

		private final String id;

		private final String key;

		private @Nullable Tracker tracker;

		Entry(String id, String key) {
			this.id = id;
			this.key = key;
		}

		TestMessage message() {
			return TestMessage.text(this.id).id(this.id).groupId(this.key);
		}

		Tracker tracker() {
			Tracker written = this.tracker;
			if (written == null) {
				throw new IllegalStateException(this.id + " was not written");
			}
			return written;
		}

	}

}
