package io.github.amqpreceiver.internal.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.MessageSizeExceededException;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.SenderOptions;
import org.jspecify.annotations.Nullable;

/**
 * One attachment of the minimal sending link, ended once (I4). Touched only on the event
 * loop (I1). Messages wait here for credit and for their outcome.
 */
public final class SenderLink extends Link {

	private final SessionEngine session;

	private final ConnectionEngine connection;

	private final SenderOptions options;

	private final Listener listener;

	private final Deque<OutgoingMessage> queue = new ArrayDeque<>();

	private final SentMessages sent;

	private int credit;

	private int deliveryCount;

	private long maxMessageSize;

	private long nextTag;

	/**
	 * A link that is not attached yet.
	 * @param session its session
	 * @param options its settings
	 * @param listener is told what becomes of it
	 */
	public SenderLink(SessionEngine session, SenderOptions options, Listener listener) {
		super(session, options.name(), false);
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.listener = listener;
		this.sent = new SentMessages(session, this);
	}

	@Override
	Performative.Attach attachFrame() {
		return new Performative.Attach(name(), this.handle, false, (byte) (this.options.settled() ? 1 : 0), (byte) 0,
				Terminus.SourceTerminus.of(null, List.of()),
				Terminus.TargetTerminus.of(this.options.address(), this.options.capabilities()), 0, 0, List.of(),
				List.of(), Map.of());
	}

	@Override
	void granted(Performative.Attach attach) {
		this.maxMessageSize = attach.maxMessageSize();
	}

	@Override
	void attached(Performative.Attach attach) {
		this.listener.attached(this);
	}

	@Override
	public String address() {
		return String.valueOf(this.options.address());
	}

	/**
	 * Sends a message as soon as there is credit.
	 * @param encoded the encoded message
	 * @param done gets the outcome, or the failure
	 */
	public void send(byte[] encoded, BiConsumer<@Nullable Outcome, @Nullable AmqpReceiverException> done) {
		if (this.maxMessageSize > 0 && encoded.length > this.maxMessageSize) {
			done.accept(null, new MessageSizeExceededException("The message has " + encoded.length
					+ " bytes, but the peer takes " + this.maxMessageSize + " on link '" + name() + "'", null, null));
			return;
		}
		this.queue.add(new OutgoingMessage(encoded, done));
		pump();
	}

	/** Writes what credit and window allow. */
	void pump() {
		while (attached() && !this.queue.isEmpty()) {
			OutgoingMessage next = this.queue.peek();
			if (!next.numbered()) {
				if (this.credit == 0) {
					return;
				}
				this.credit--;
				this.deliveryCount++;
				next.number(this.session.windows().nextOutgoingDeliveryId(),
						ByteBuffer.allocate(Long.BYTES).putLong(this.nextTag++).array());
			}
			if (!next.write(this.session, this, this.options.settled())) {
				this.session.pending().add(this);
				return;
			}
			this.queue.poll();
			if (this.options.settled()) {
				next.done(Outcome.accepted());
			}
			else {
				this.sent.add(next);
			}
		}
	}

	@Override
	void onFlow(Performative.Flow flow) {
		if (!attached()) {
			return;
		}
		if (flow.linkCredit() >= 0) {
			int peerCount = (flow.deliveryCount() >= 0) ? (int) flow.deliveryCount() : 0;
			this.credit = Math.max(0,
					peerCount + (int) Math.min(flow.linkCredit(), Integer.MAX_VALUE) - this.deliveryCount);
		}
		pump();
		if (flow.drain()) {
			this.deliveryCount += this.credit;
			this.credit = 0;
			answer();
		}
		else if (flow.echo()) {
			this.connection.echo(this, this::answer);
		}
	}

	private void answer() {
		if (attached()) {
			this.session.writeFlow(this, Serial.unsigned(this.deliveryCount), this.credit, false, false);
		}
	}

	@Override
	void onDisposition(DispositionFrame disposition) {
		this.sent.onDisposition(disposition);
	}

	/** Detaches; what is pending fails. */
	public void detach() {
		detach(true);
	}

	@Override
	void lost(AmqpReceiverException why) {
		this.queue.forEach((message) -> message.failed(why));
		this.queue.clear();
		this.sent.fail(why);
		this.listener.ended(this, why);
	}

	/** Told what becomes of the link; called on the event loop. */
	public interface Listener {

		/**
		 * The peer has attached too.
		 * @param link the link
		 */
		void attached(SenderLink link);

		/**
		 * The link is over; called once.
		 * @param link the link
		 * @param why what ended it
		 */
		void ended(SenderLink link, AmqpReceiverException why);

	}

}
