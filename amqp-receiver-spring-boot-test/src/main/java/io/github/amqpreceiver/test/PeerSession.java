package io.github.amqpreceiver.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One session that the application began, with its links by handle; answers go out on the
 * same channel and handle. Touched only on the peer's thread.
 */
final class PeerSession {

	static final int HANDLE_MAX = 1023;

	/** So many frames that no test uses them up. */
	static final long WINDOW = Integer.MAX_VALUE;

	private final Map<Long, OutgoingLink> outgoing = new TreeMap<>();

	private final Map<Long, IncomingLink> incoming = new TreeMap<>();

	/** What was sent and is not settled, in the order of the delivery-ids. */
	private final NavigableMap<Long, Unsettled> unsettled = new TreeMap<>();

	private final PeerConnection connection;

	private final int channel;

	private long nextIncomingId;

	private long nextOutgoingId;

	private long nextDeliveryId;

	private long window;

	private boolean ended;

	PeerSession(PeerConnection connection, int channel, Performative.Begin begin) {
		this.connection = connection;
		this.channel = channel;
		this.nextIncomingId = begin.nextOutgoingId();
		this.window = begin.incomingWindow();
	}

	void begin() {
		write(new Performative.Begin(this.channel, this.nextOutgoingId, WINDOW, WINDOW, HANDLE_MAX, List.of(),
				List.of(), Map.of()));
	}

	void onAttach(Performative.Attach attach) {
		if (this.ended) {
			return;
		}
		if (attach.receiver()) {
			OutgoingLink link = new OutgoingLink(this, attach);
			this.outgoing.put(attach.handle(), link);
			link.attach();
		}
		else {
			IncomingLink link = new IncomingLink(this, attach);
			this.incoming.put(attach.handle(), link);
			link.attach();
		}
	}

	void onFlow(Performative.Flow flow) {
		if (this.ended) {
			return;
		}
		long next = Math.max(0, flow.nextIncomingId());
		this.window = next + flow.incomingWindow() - this.nextOutgoingId;
		OutgoingLink link = this.outgoing.get(flow.handle());
		if (link != null) {
			link.onFlow(flow);
		}
		else if (flow.echo()) {
			writeFlow(flow.handle(), Performative.ABSENT, Performative.ABSENT, false);
		}
		this.outgoing.values().forEach(OutgoingLink::pump);
	}

	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		this.nextIncomingId++;
		IncomingLink link = this.incoming.get(transfer.handle());
		if (link != null) {
			link.onTransfer(transfer, buf);
		}
	}

	void onDisposition(DispositionFrame disposition) {
		if (!disposition.receiverRole()) {
			return;
		}
		Outcome outcome = disposition.outcome();
		if (outcome != null || disposition.settled()) {
			Map<Long, Unsettled> range = this.unsettled.subMap(disposition.first(), true, disposition.last(), true);
			List<Unsettled> settled = List.copyOf(range.values());
			range.clear();
			settled.forEach((sent) -> sent.delivery().settled((outcome != null) ? outcome : Outcome.released()));
		}
		if (outcome != null && !disposition.settled()) {
			// rcv-settle-mode second: the application settles once this side has
			settle(false, disposition.first(), disposition.last(), outcome);
		}
	}

	void settle(boolean receiverRole, long first, long last, Outcome outcome) {
		ByteBuf out = this.connection.out();
		FrameWriter.writeDisposition(out, this.channel, receiverRole, first, last, true, outcome);
		this.connection.write(out);
	}

	void onDetach(Performative.Detach detach) {
		OutgoingLink link = this.outgoing.remove(detach.handle());
		boolean known = this.incoming.remove(detach.handle()) != null || link != null;
		if (link != null) {
			lost(link);
		}
		// an answer to this side's own detach finds the link gone
		if (known) {
			write(new Performative.Detach(detach.handle(), detach.closed(), null));
		}
	}

	/**
	 * Detaches a link from this side.
	 * @param handle the link's handle
	 * @param error why, or null
	 */
	void detach(long handle, @Nullable ErrorCondition error) {
		OutgoingLink link = this.outgoing.remove(handle);
		this.incoming.remove(handle);
		write(new Performative.Detach(handle, true, error));
		if (link != null) {
			lost(link);
		}
	}

	private void lost(OutgoingLink link) {
		link.node().links().remove(link);
		List<Unsettled> lost = this.unsettled.values().stream().filter((sent) -> sent.link() == link).toList();
		this.unsettled.values().removeAll(lost);
		link.node().again(lost.stream().map(Unsettled::delivery).toList());
	}

	/** The session is over, whoever ended it. */
	void onEnd() {
		if (!this.ended) {
			end(null);
		}
	}

	/**
	 * Ends the session from this side, or answers its end.
	 * @param error why, or null
	 */
	void end(@Nullable ErrorCondition error) {
		this.ended = true;
		new ArrayList<>(this.outgoing.values()).forEach(this::lost);
		this.outgoing.clear();
		this.incoming.clear();
		write(new Performative.End(error));
	}

	/**
	 * Sends a delivery, which the caller has credit and window for.
	 * @param link on which link
	 * @param delivery the delivery
	 * @param settled whether it is sent settled
	 */
	void send(OutgoingLink link, PeerDelivery delivery, boolean settled) {
		byte[] payload = delivery.encoded();
		long id = this.nextDeliveryId++;
		int frames = Transfers.write(this.connection, this.channel, link.handle(), id, settled, payload);
		this.nextOutgoingId += frames;
		this.window -= frames;
		if (!settled) {
			this.unsettled.put(id, new Unsettled(link, delivery));
		}
	}

	boolean roomFor(PeerDelivery delivery) {
		return this.connection.usable() && !this.ended
				&& this.window >= Transfers.frames(delivery.encoded().length, this.connection.maxFrameSize());
	}

	void writeFlow(long handle, long deliveryCount, long credit, boolean drain) {
		write(new Performative.Flow(this.nextIncomingId, WINDOW, this.nextOutgoingId, WINDOW, handle, deliveryCount,
				credit, Performative.ABSENT, drain, false));
	}

	void write(Performative performative) {
		this.connection.write(this.channel, performative);
	}

	PeerConnection connection() {
		return this.connection;
	}

	Container container() {
		return this.connection.container();
	}

	Map<Long, Unsettled> unsettled() {
		return this.unsettled;
	}

	/**
	 * A delivery that is on its way.
	 *
	 * @param link the link that it went on
	 * @param delivery the delivery
	 */
	record Unsettled(OutgoingLink link, PeerDelivery delivery) {
	}

}
