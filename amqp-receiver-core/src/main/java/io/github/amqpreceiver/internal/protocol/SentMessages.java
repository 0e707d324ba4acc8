package io.github.amqpreceiver.internal.protocol;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.netty.buffer.ByteBuf;

/**
 * The messages of a sending link that wait for their outcome. Touched only on the event
 * loop.
 */
final class SentMessages {

	private final SessionEngine session;

	private final Link link;

	private final Map<Integer, OutgoingMessage> unsettled = new HashMap<>();

	SentMessages(SessionEngine session, Link link) {
		this.session = session;
		this.link = link;
	}

	void add(OutgoingMessage message) {
		this.unsettled.put(message.deliveryId(), message);
	}

	void onDisposition(DispositionFrame disposition) {
		Outcome given = disposition.outcome();
		if (given == null && !disposition.settled()) {
			return;
		}
		Outcome outcome = (given != null) ? given : Outcome.released();
		int first = (int) disposition.first();
		int last = (int) disposition.last();
		Iterator<Map.Entry<Integer, OutgoingMessage>> entries = this.unsettled.entrySet().iterator();
		while (entries.hasNext()) {
			Map.Entry<Integer, OutgoingMessage> entry = entries.next();
			if (Serial.within(entry.getKey(), first, last)) {
				entries.remove();
				if (!disposition.settled()) {
					confirm(entry.getKey(), outcome);
				}
				entry.getValue().done(outcome);
			}
		}
	}

	/** The peer has decided and waits for us to settle (rcv-settle-mode second). */
	private void confirm(int deliveryId, Outcome outcome) {
		long id = Serial.unsigned(deliveryId);
		FrameOutput output = this.session.connection().output();
		ByteBuf out = output.buffer();
		int start = out.writerIndex();
		FrameWriter.writeDisposition(out, this.session.channel(), false, id, id, true, outcome);
		output.written(out, start, this.link);
	}

	void fail(AmqpReceiverException why) {
		List<OutgoingMessage> lost = List.copyOf(this.unsettled.values());
		this.unsettled.clear();
		lost.forEach((message) -> message.failed(why));
	}

}
