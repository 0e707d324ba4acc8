package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * How many transfer frames each side of a session may still send, and how the deliveries
 * are numbered (AMQP 1.0, section 2.5.6). Touched only on the event loop.
 * <p>
 * The incoming window counts frames and is renewed at half, so that a link which holds
 * its messages never stalls the others: those are bounded by credit, not by the window.
 */
final class TransferWindows {

	private final int wholeWindow;

	private final long outgoingWindow;

	private int incomingWindow;

	private int nextIncomingId;

	private int nextOutgoingId;

	private int nextOutgoingDeliveryId;

	private int remoteIncomingWindow;

	private boolean anyDelivery;

	private int lastDeliveryId;

	TransferWindows(int wholeWindow, long outgoingWindow) {
		this.wholeWindow = wholeWindow;
		this.outgoingWindow = outgoingWindow;
		this.incomingWindow = wholeWindow;
	}

	/** The peer has begun. */
	void begun(Performative.Begin begin) {
		this.nextIncomingId = (int) begin.nextOutgoingId();
		this.remoteIncomingWindow = clamp(begin.incomingWindow());
	}

	/** The peer said how much it takes. */
	void onFlow(Performative.Flow flow) {
		long ahead = (flow.nextIncomingId() < 0) ? 0 : (int) flow.nextIncomingId() - this.nextOutgoingId;
		this.remoteIncomingWindow = clamp(flow.incomingWindow() + ahead);
	}

	/** A transfer frame came. */
	void received() {
		if (--this.incomingWindow < 0) {
			throw ProtocolError.session(Conditions.WINDOW_VIOLATION,
					"a transfer came beyond the session's window of %d frames", this.wholeWindow);
		}
		this.nextIncomingId++;
	}

	/** Whether it is time to renew the window. */
	boolean halfUsed() {
		return this.incomingWindow <= this.wholeWindow >> 1;
	}

	/** Delivery ids of a session follow one another (section 2.6.12). */
	void checkDeliveryId(int id) {
		if (this.anyDelivery && id != this.lastDeliveryId + 1) {
			throw ProtocolError.session(Conditions.INVALID_FIELD, "delivery-id %d came after %d, but %d had to come",
					Serial.unsigned(id), Serial.unsigned(this.lastDeliveryId),
					Serial.unsigned(this.lastDeliveryId + 1));
		}
		noteDeliveryId(id);
	}

	/** A delivery of a link that has ended counts all the same. */
	void noteDeliveryId(int id) {
		this.anyDelivery = true;
		this.lastDeliveryId = id;
	}

	/** Whether the peer's window allows another transfer frame. */
	boolean mayTransfer() {
		return this.remoteIncomingWindow > 0;
	}

	/** A transfer frame was written. */
	void sent() {
		this.remoteIncomingWindow--;
		this.nextOutgoingId++;
	}

	int nextOutgoingDeliveryId() {
		return this.nextOutgoingDeliveryId++;
	}

	long nextOutgoingId() {
		return Serial.unsigned(this.nextOutgoingId);
	}

	/** Appends a flow, which says the session's state too and so renews the window. */
	void write(ByteBuf out, int channel, @Nullable Link link, long deliveryCount, int credit, boolean drain,
			boolean echo) {
		this.incomingWindow = this.wholeWindow;
		FrameWriter.writeFlow(out, channel, Serial.unsigned(this.nextIncomingId), this.incomingWindow, nextOutgoingId(),
				this.outgoingWindow, (link != null) ? link.handle : -1, deliveryCount, credit, -1, drain, echo);
	}

	private static int clamp(long window) {
		return (int) Math.min(window, Integer.MAX_VALUE);
	}

}
