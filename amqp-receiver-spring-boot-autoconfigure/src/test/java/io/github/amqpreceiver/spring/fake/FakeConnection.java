package io.github.amqpreceiver.spring.fake;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.SessionOptions;

/** A connection without a peer, which keeps what was made on it. */
public class FakeConnection implements AmqpConnection {

	public final List<FakeReceiver> receivers = new CopyOnWriteArrayList<>();

	public final List<SessionOptions> sessions = new CopyOnWriteArrayList<>();

	public final List<Sent> sent = new CopyOnWriteArrayList<>();

	public final List<SenderOptions> senders = new CopyOnWriteArrayList<>();

	public final List<SenderOptions> closedSenders = new CopyOnWriteArrayList<>();

	public volatile PeerInfo peer;

	public volatile Outcome answer = Outcome.accepted();

	/** A message that was sent. */
	public record Sent(String address, OutgoingMessage message) {
	}

	public FakeReceiver receiver(String address) {
		return this.receivers.stream()
			.filter((receiver) -> receiver.options.source().address().equals(address))
			.reduce((first, last) -> last)
			.orElseThrow();
	}

	@Override
	public CompletionStage<Void> open() {
		return CompletableFuture.completedStage(null);
	}

	@Override
	public boolean isOpen() {
		return true;
	}

	@Override
	public AmqpReceiverException lastError() {
		return null;
	}

	@Override
	public PeerInfo peer() {
		return this.peer;
	}

	@Override
	public Limits limits() {
		return Limits.DEFAULT;
	}

	@Override
	public AmqpSession session(SessionOptions options) {
		this.sessions.add(options);
		return new FakeSession();
	}

	@Override
	public void trace(boolean on) {
	}

	@Override
	public List<String> recentFrames() {
		return List.of();
	}

	@Override
	public CompletionStage<Void> close() {
		return CompletableFuture.completedStage(null);
	}

	@Override
	public AutoCloseable asCloseable() {
		return this::close;
	}

	private final class FakeSession implements AmqpSession {

		@Override
		public MessageReceiver receiver(ReceiverOptions options, MessageHandler handler) {
			FakeReceiver receiver = new FakeReceiver(options, handler);
			FakeConnection.this.receivers.add(receiver);
			return receiver;
		}

		@Override
		public MessageSender sender(SenderOptions options) {
			FakeConnection.this.senders.add(options);
			return new FakeSender(options);
		}

		@Override
		public CompletionStage<Void> close() {
			return CompletableFuture.completedStage(null);
		}

	}

	private final class FakeSender implements MessageSender {

		private final SenderOptions options;

		private FakeSender(SenderOptions options) {
			this.options = options;
		}

		@Override
		public String name() {
			return this.options.name();
		}

		@Override
		public CompletionStage<Void> open() {
			return CompletableFuture.completedStage(null);
		}

		@Override
		public CompletionStage<Outcome> send(OutgoingMessage message) {
			FakeConnection.this.sent.add(new Sent(this.options.address(), message));
			return CompletableFuture.completedStage(FakeConnection.this.answer);
		}

		@Override
		public CompletionStage<Void> close() {
			FakeConnection.this.closedSenders.add(this.options);
			return CompletableFuture.completedStage(null);
		}

	}

}
