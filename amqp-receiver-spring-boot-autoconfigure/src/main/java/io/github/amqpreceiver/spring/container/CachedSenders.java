package io.github.amqpreceiver.spring.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The senders of one listener, on a session of their own: at most one to an address, and
 * the least used goes when there are too many. Where the peer offers an anonymous relay,
 * one sender serves all addresses. Thread-safe.
 */
final class CachedSenders {

	static final int MOST = 16;

	private static final Symbol ANONYMOUS_RELAY = Symbol.valueOf("ANONYMOUS-RELAY");

	/** The key of the sender without an address. */
	private static final String RELAY = "";

	private final AmqpConnection connection;

	private final SessionOptions options;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, MessageSender> senders = new LinkedHashMap<>(MOST * 2, 0.75f, true);

	private @Nullable AmqpSession session;

	CachedSenders(AmqpConnection connection, SessionOptions options) {
		this.connection = connection;
		this.options = options;
	}

	/** Completes when the peer has accepted the message; fails when it did not. */
	CompletionStage<Void> send(String address, OutgoingMessage message) {
		boolean relay = hasRelay();
		String key = relay ? RELAY : address;
		MessageSender sender = sender(key);
		return sender.send(relay ? addressed(message, address) : message).handle((outcome, failure) -> {
			if (failure != null) {
				forget(key, sender);
				throw new AmqpReceiverException("Sending to '%s' failed: %s".formatted(address, failure.getMessage()),
						null, failure);
			}
			if (!(outcome instanceof Outcome.Accepted)) {
				throw new AmqpReceiverException("'%s' did not accept the message: %s".formatted(address, outcome), null,
						null);
			}
			return null;
		});
	}

	CompletionStage<Void> close() {
		this.lock.lock();
		try {
			AmqpSession closing = this.session;
			this.session = null;
			this.senders.clear();
			return (closing != null) ? closing.close() : CompletableFuture.completedStage(null);
		}
		finally {
			this.lock.unlock();
		}
	}

	private MessageSender sender(String key) {
		List<MessageSender> surplus = new ArrayList<>();
		this.lock.lock();
		try {
			MessageSender sender = this.senders.get(key);
			if (sender == null) {
				if (this.session == null) {
					this.session = this.connection.session(this.options);
				}
				sender = this.session.sender(SenderOptions.builder(key.equals(RELAY) ? null : key).build());
				this.senders.put(key, sender);
				while (this.senders.size() > MOST) {
					String eldest = this.senders.keySet().iterator().next();
					surplus.add(this.senders.remove(eldest));
				}
			}
			return sender;
		}
		finally {
			this.lock.unlock();
			surplus.forEach(MessageSender::close);
		}
	}

	private void forget(String key, MessageSender sender) {
		this.lock.lock();
		try {
			this.senders.remove(key, sender);
		}
		finally {
			this.lock.unlock();
		}
		sender.close();
	}

	private boolean hasRelay() {
		PeerInfo peer = this.connection.peer();
		return peer != null && peer.offeredCapabilities().contains(ANONYMOUS_RELAY);
	}

	private static OutgoingMessage addressed(OutgoingMessage message, String address) {
		return new OutgoingMessage(message.header(), message.deliveryAnnotations(), message.messageAnnotations(),
				Replies.withTo(message.properties(), address), message.applicationProperties(), message.body());
	}

}
