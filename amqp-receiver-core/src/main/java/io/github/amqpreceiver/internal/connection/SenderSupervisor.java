package io.github.amqpreceiver.internal.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.internal.message.MessageEncoder;
import io.github.amqpreceiver.internal.protocol.Failures;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.SenderLink;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.SenderOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The minimal sender over the attachments of its link. It does not recover: what is
 * pending when the link is lost fails, and the next message attaches anew. Touched only
 * on the event loop (I1).
 */
public final class SenderSupervisor implements SessionSupervisor.LinkSupervisor, SenderLink.Listener {

	private final SessionSupervisor session;

	private final SenderOptions options;

	private final Loop loop;

	private final Promises opening = new Promises();

	private final Promises closing = new Promises();

	private final Outbox outbox;

	private @Nullable SenderLink link;

	private boolean attached;

	private boolean wanted;

	private boolean closed;

	private Loop.@Nullable Timer attachTimer;

	SenderSupervisor(SessionSupervisor session, SenderOptions options) {
		this.session = session;
		this.options = options;
		this.loop = session.loop();
		this.outbox = new Outbox(options, this.loop);
	}

	/**
	 * The link's name.
	 * @return the name
	 */
	public String name() {
		return this.options.name();
	}

	/**
	 * Attaches; any thread.
	 * @return completes when attached
	 */
	public CompletionStage<Void> open() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (this.closed) {
				promise.completeExceptionally(closedFailure());
			}
			else if (this.attached) {
				promise.complete(null);
			}
			else {
				this.opening.add(promise);
				want();
			}
		});
		return promise;
	}

	private void want() {
		if (!this.wanted) {
			this.wanted = true;
			this.session.want(this);
		}
	}

	@Override
	public void usable(SessionEngine engine) {
		if (!this.wanted || this.link != null || this.closed) {
			return;
		}
		SenderLink made = new SenderLink(engine, this.options, this);
		this.link = made;
		try {
			made.attach();
		}
		catch (AmqpReceiverException ex) {
			ended(made, ex);
			return;
		}
		this.attachTimer = this.loop.schedule(() -> {
			if (this.link == made && !this.attached) {
				made.detach();
				ended(made, Failures.timeout("The peer did not attach sender '" + name() + "' to address '"
						+ this.options.address() + "' within " + this.options.attachTimeout().toMillis() + " ms"));
			}
		}, this.options.attachTimeout().toNanos());
	}

	@Override
	public void attached(SenderLink made) {
		if (made != this.link) {
			return;
		}
		cancelAttachTimer();
		this.attached = true;
		this.opening.complete();
		this.outbox.sendAll(made);
	}

	@Override
	public void ended(SenderLink made, AmqpReceiverException why) {
		if (made == this.link) {
			failed(why);
		}
	}

	private void failed(AmqpReceiverException why) {
		cancelAttachTimer();
		this.link = null;
		this.attached = false;
		this.wanted = false;
		this.session.remove(this);
		this.opening.fail(why);
		this.outbox.failAll(why);
		if (this.closed) {
			this.closing.complete();
		}
	}

	private void cancelAttachTimer() {
		if (this.attachTimer != null) {
			this.attachTimer.cancel();
			this.attachTimer = null;
		}
	}

	@Override
	public void waiting(AmqpReceiverException failure) {
		// Connection attempts go on: messages wait for them until their own time is over.
	}

	@Override
	public void gaveUp(AmqpReceiverException failure) {
		failed(failure);
	}

	/**
	 * Sends; any thread.
	 * @param message the message
	 * @return completes with its outcome
	 */
	public CompletionStage<Outcome> send(OutgoingMessage message) {
		CompletableFuture<Outcome> promise = new CompletableFuture<>();
		byte[] encoded;
		try {
			encoded = encode(message);
		}
		catch (RuntimeException ex) {
			promise.completeExceptionally(ex);
			return promise;
		}
		this.loop.execute(() -> send(encoded, promise));
		return promise;
	}

	private void send(byte[] encoded, CompletableFuture<Outcome> promise) {
		if (this.closed) {
			promise.completeExceptionally(closedFailure());
			return;
		}
		if (this.outbox.add(encoded, promise, this.attached ? this.link : null)) {
			want();
		}
	}

	private static byte[] encode(OutgoingMessage message) {
		ByteBuf buffer = Unpooled.buffer(256);
		try {
			MessageEncoder.encode(message, buffer);
			return ByteBufUtil.getBytes(buffer);
		}
		finally {
			buffer.release();
		}
	}

	/**
	 * Detaches; any thread.
	 * @return completes when detached
	 */
	public CompletionStage<Void> close() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.closed = true;
			SenderLink current = this.link;
			if (current == null) {
				failed(closedFailure());
				promise.complete(null);
				return;
			}
			this.closing.add(promise);
			current.detach();
			this.loop.schedule(() -> ended(current, closedFailure()),
					this.session.connection().options().closeTimeout().toNanos());
		});
		return promise;
	}

	@Override
	public CompletionStage<Void> destroy() {
		return close();
	}

	private AmqpReceiverException closedFailure() {
		return new ReceiverClosedException("Sender '" + name() + "' was closed by this side", null, null);
	}

}
