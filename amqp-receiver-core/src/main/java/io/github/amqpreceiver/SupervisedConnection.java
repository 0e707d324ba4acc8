package io.github.amqpreceiver;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.internal.connection.ConnectionSupervisor;
import io.github.amqpreceiver.internal.connection.SessionSupervisor;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.SessionOptions;
import org.jspecify.annotations.Nullable;

/** The facade of a supervised connection. */
final class SupervisedConnection implements AmqpConnection {

	private final ConnectionSupervisor supervisor;

	SupervisedConnection(ConnectionSupervisor supervisor) {
		this.supervisor = supervisor;
	}

	@Override
	public CompletionStage<Void> open() {
		return this.supervisor.open();
	}

	@Override
	public boolean isOpen() {
		return this.supervisor.view().isOpen();
	}

	@Override
	public @Nullable AmqpReceiverException lastError() {
		return this.supervisor.view().lastError();
	}

	@Override
	public @Nullable PeerInfo peer() {
		return this.supervisor.view().peer();
	}

	@Override
	public Limits limits() {
		return this.supervisor.limits();
	}

	@Override
	public AmqpSession session(SessionOptions options) {
		return new Session(this.supervisor, this.supervisor.session(options));
	}

	@Override
	public void trace(boolean on) {
		this.supervisor.view().trace(on);
	}

	@Override
	public List<String> recentFrames() {
		return Waiting.until(this.supervisor.view().recentFrames(), "reading the last frames");
	}

	@Override
	public CompletionStage<Void> close() {
		return this.supervisor.close();
	}

	@Override
	public AutoCloseable asCloseable() {
		return () -> Waiting.until(close(), "closing connection '" + this.supervisor.name() + "'");
	}

	/** The facade of a supervised session. */
	private static final class Session implements AmqpSession {

		private final ConnectionSupervisor connection;

		private final SessionSupervisor session;

		Session(ConnectionSupervisor connection, SessionSupervisor session) {
			this.connection = connection;
			this.session = session;
		}

		@Override
		public MessageReceiver receiver(ReceiverOptions options, MessageHandler handler) {
			return new SupervisedReceiver(this.connection, this.session.receiver(options, handler));
		}

		@Override
		public MessageSender sender(SenderOptions options) {
			return new SupervisedSender(this.session.sender(options));
		}

		@Override
		public CompletionStage<Void> close() {
			return this.session.close();
		}

	}

}
