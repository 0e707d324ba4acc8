package io.github.amqpreceiver.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.internal.message.Decoding;
import io.github.amqpreceiver.internal.message.LazyMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A link that the application sends on: replies, recovered messages and whatever else.
 * Touched only on the peer's thread.
 */
final class IncomingLink {

	private static final int CREDIT = 1000;

	private static final int MAX_MESSAGE_SIZE = 16 * 1024 * 1024;

	private final PeerSession session;

	private final Performative.Attach attach;

	private final @Nullable String address;

	private final ByteArrayOutputStream assembled = new ByteArrayOutputStream();

	private long deliveryCount;

	private int credit;

	private long deliveryId;

	private boolean settled;

	IncomingLink(PeerSession session, Performative.Attach attach) {
		this.session = session;
		this.attach = attach;
		this.deliveryCount = Math.max(0, attach.initialDeliveryCount());
		Terminus.TargetTerminus target = attach.target();
		this.address = (target != null) ? target.address() : null;
	}

	void attach() {
		AttachRule rule = (this.address != null) ? this.session.container().node(this.address).attachRule() : null;
		boolean refused = rule != null && rule.refuses();
		this.session
			.write(new Performative.Attach(this.attach.name(), this.attach.handle(), true, this.attach.sndSettleMode(),
					Performative.Attach.RECEIVER_FIRST, this.attach.source(), refused ? null : this.attach.target(),
					Performative.ABSENT, MAX_MESSAGE_SIZE, this.attach.desiredCapabilities(), List.of(), Map.of()));
		if (rule != null) {
			this.session.detach(this.attach.handle(), rule.error());
		}
		else {
			grant();
		}
	}

	private void grant() {
		this.credit = CREDIT;
		this.session.writeFlow(this.attach.handle(), this.deliveryCount, this.credit, false);
	}

	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		if (transfer.deliveryId() >= 0) {
			this.deliveryId = transfer.deliveryId();
			this.settled = transfer.settled();
		}
		try {
			buf.getBytes(transfer.payloadIndex(), this.assembled, transfer.payloadLength());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (this.assembled.size() > MAX_MESSAGE_SIZE) {
			this.session.detach(this.attach.handle(), new ErrorCondition(Conditions.MESSAGE_SIZE_EXCEEDED,
					"the peer takes messages of %d bytes at most".formatted(MAX_MESSAGE_SIZE)));
			return;
		}
		if (transfer.aborted()) {
			this.assembled.reset();
			arrived();
		}
		else if (!transfer.more()) {
			take(this.assembled.toByteArray());
			this.assembled.reset();
			arrived();
		}
	}

	private void take(byte[] encoded) {
		ReceivedMessage message = new LazyMessage(encoded, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
		String to = (this.address != null) ? this.address : message.properties().to();
		Outcome outcome = this.session.container().node(Objects.requireNonNullElse(to, "")).take(message);
		if (!this.settled) {
			this.session.settle(true, this.deliveryId, this.deliveryId, outcome);
		}
	}

	private void arrived() {
		this.deliveryCount++;
		this.credit--;
		if (this.credit <= CREDIT / 2) {
			grant();
		}
	}

}
