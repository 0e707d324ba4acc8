package io.github.amqpreceiver.internal.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.MessageSizeExceededException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.SenderOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One attachment of the minimal sending link, ended once (I4). Touched only on the event
 * loop (I1). Messages wait here for credit and for their outcome.
 */
public final class SenderLink extends Link {

	/** More than the fields of any transfer that we write take. */
	private static final int FRAME_OVERHEAD = 64;

	private final SessionEngine session;

	private final ConnectionEngine connection;

	private final SenderOptions options;

	private final Listener listener;

	private final Deque<Outgoing> queue = new ArrayDeque<>();

	private final Map<Integer, Outgoing> unsettled = new HashMap<>();

	private State state = State.NEW;

	private boolean refused;

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
		super(options.name(), false);
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.listener = listener;
	}

	/** Sends the attach. */
	public void attach() {
		this.handle = this.session.attach(this);
		this.state = State.ATTACH_SENT;
		this.session.write(this,
				new Performative.Attach(name(), this.handle, false, (byte) (this.options.settled() ? 1 : 0), (byte) 0,
						Terminus.SourceTerminus.of(null, List.of()),
						Terminus.TargetTerminus.of(this.options.address(), this.options.capabilities()), 0, 0,
						List.of(), List.of(), Map.of()));
	}

	@Override
	void onAttach(Performative.Attach attach) {
		if (attach.target() == null) {
			this.refused = true;
			return;
		}
		this.maxMessageSize = attach.maxMessageSize();
		if (this.state == State.ATTACH_SENT) {
			this.state = State.ATTACHED;
			this.listener.attached(this);
		}
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
		this.queue.add(new Outgoing(Unpooled.wrappedBuffer(encoded), done));
		pump();
	}

	/** Writes what credit and window allow. */
	void pump() {
		while (this.state == State.ATTACHED && !this.queue.isEmpty()) {
			Outgoing next = this.queue.peek();
			if (next.deliveryId < 0) {
				if (this.credit == 0) {
					return;
				}
				this.credit--;
				this.deliveryCount++;
				next.deliveryId = Serial.unsigned(this.session.nextOutgoingDeliveryId());
				next.tag = ByteBuffer.allocate(Long.BYTES).putLong(this.nextTag++).array();
			}
			if (!write(next)) {
				this.session.pending().add(this);
				return;
			}
			this.queue.poll();
			if (this.options.settled()) {
				next.done.accept(Outcome.accepted(), null);
			}
			else {
				this.unsettled.put((int) next.deliveryId, next);
			}
		}
	}

	/** Writes frames of a message until it is whole or the window is closed. */
	private boolean write(Outgoing message) {
		int chunk = this.connection.remoteMaxFrameSize() - FRAME_OVERHEAD;
		do {
			if (!this.session.windowForTransfer()) {
				return false;
			}
			int count = Math.min(chunk, message.payload.readableBytes());
			boolean more = count < message.payload.readableBytes();
			boolean first = message.payload.readerIndex() == 0;
			FrameWriter.writeTransfer(this.connection.out(), this.session.channel(), this.handle,
					first ? message.deliveryId : -1, message.tag, 0, this.options.settled(), more, message.payload,
					message.payload.readerIndex(), count);
			message.payload.skipBytes(count);
			this.session.transferWritten();
		}
		while (message.payload.isReadable());
		return true;
	}

	@Override
	void onFlow(Performative.Flow flow) {
		if (this.state != State.ATTACHED) {
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
		if (this.state == State.ATTACHED) {
			this.session.writeFlow(this, Serial.unsigned(this.deliveryCount), this.credit, false, false);
		}
	}

	@Override
	void onDisposition(DispositionFrame disposition) {
		int first = (int) disposition.first();
		int last = (int) disposition.last();
		Iterator<Map.Entry<Integer, Outgoing>> entries = this.unsettled.entrySet().iterator();
		boolean terminal = disposition.outcome() != null;
		if (!terminal && !disposition.settled()) {
			return;
		}
		Outcome outcome = terminal ? disposition.outcome() : Outcome.released();
		while (entries.hasNext()) {
			Map.Entry<Integer, Outgoing> entry = entries.next();
			if (Serial.within(entry.getKey(), first, last)) {
				entries.remove();
				if (!disposition.settled()) {
					long id = Serial.unsigned(entry.getKey());
					FrameWriter.writeDisposition(this.connection.out(), this.session.channel(), false, id, id, true,
							outcome);
					this.connection.written(1);
				}
				entry.getValue().done.accept(outcome, null);
			}
		}
	}

	/** Detaches; what is pending fails. */
	public void detach() {
		if (this.state == State.ATTACHED || this.state == State.ATTACH_SENT) {
			this.session.write(this, new Performative.Detach(this.handle, true, null));
			this.state = State.DETACH_SENT;
		}
	}

	@Override
	void onDetach(Performative.Detach detach) {
		State before = this.state;
		if (before == State.ATTACHED || before == State.ATTACH_SENT) {
			this.session.write(this, new Performative.Detach(this.handle, detach.closed(), null));
		}
		this.session.detached(this);
		end((before == State.DETACH_SENT)
				? new ReceiverClosedException("Sender '" + name() + "' was closed", null, null)
				: Failures.detached(String.valueOf(this.options.address()), name(), detach.error(),
						this.refused || before == State.ATTACH_SENT, this.connection.product()));
	}

	@Override
	void onLost(AmqpReceiverException failure) {
		end(failure);
	}

	@Override
	void fail(ProtocolError error) {
		if (this.state == State.ATTACHED || this.state == State.ATTACH_SENT) {
			this.session.write(this, new Performative.Detach(this.handle, true, error.condition()));
		}
		end(Failures.violation("link '" + name() + "'", error.condition()));
	}

	private void end(AmqpReceiverException why) {
		if (this.state == State.ENDED) {
			return;
		}
		this.state = State.ENDED;
		this.queue.forEach((message) -> message.done.accept(null, why));
		this.queue.clear();
		List<Outgoing> lost = List.copyOf(this.unsettled.values());
		this.unsettled.clear();
		lost.forEach((message) -> message.done.accept(null, why));
		this.listener.ended(this, why);
	}

	/** A message on its way. */
	private static final class Outgoing {

		private final ByteBuf payload;

		private final BiConsumer<@Nullable Outcome, @Nullable AmqpReceiverException> done;

		private long deliveryId = -1;

		private byte[] tag = {};

		Outgoing(ByteBuf payload, BiConsumer<@Nullable Outcome, @Nullable AmqpReceiverException> done) {
			this.payload = payload;
			this.done = done;
		}

	}

	/** The states that matter to this side. */
	private enum State {

		NEW, ATTACH_SENT, ATTACHED, DETACH_SENT, ENDED

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
