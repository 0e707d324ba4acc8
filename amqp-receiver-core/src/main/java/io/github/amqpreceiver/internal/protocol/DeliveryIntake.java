package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.internal.message.Decoding;
import io.github.amqpreceiver.internal.message.LazyMessage;
import io.github.amqpreceiver.internal.message.MessageCopy;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.netty.buffer.ByteBuf;

/**
 * From transfers to deliveries (AMQP 1.0, section 2.6.12 to 2.6.14): checks, the one copy
 * of the payload, and what becomes of messages that are too large or for which memory is
 * short. Touched only on the event loop.
 */
final class DeliveryIntake {

	private static final int MAX_TAG = 32;

	private static final byte[] NO_BYTES = {};

	private final ReceiverLink link;

	private final SessionEngine session;

	private final ReceiverOptions options;

	private final CreditLedger ledger;

	private final Arrivals arrivals;

	private final MemoryShare memory;

	private final Assembly assembly;

	private final Decoding decoding;

	DeliveryIntake(ReceiverLink link, SessionEngine session, ReceiverOptions options, CreditLedger ledger,
			Arrivals arrivals) {
		this.link = link;
		this.session = session;
		this.options = options;
		this.ledger = ledger;
		this.arrivals = arrivals;
		this.memory = link.memory();
		this.assembly = new Assembly(this.memory, options.maxMessageSize());
		this.decoding = new Decoding(options.charset(), session.connection().limits());
	}

	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		if (this.assembly.active()) {
			goOn(transfer, buf);
		}
		else {
			begin(transfer, buf);
		}
	}

	private void begin(TransferFrame transfer, ByteBuf buf) {
		if (transfer.deliveryId() < 0 || !transfer.hasTag()) {
			throw ProtocolError.session(Conditions.INVALID_FIELD,
					"the first transfer of a delivery on link '%s' has no %s", this.link.name(),
					(transfer.deliveryId() < 0) ? "delivery-id" : "delivery-tag");
		}
		int id = (int) transfer.deliveryId();
		this.session.windows().checkDeliveryId(id);
		int tagLength = transfer.tagLength();
		if (tagLength > MAX_TAG) {
			throw ProtocolError.link(Conditions.INVALID_FIELD, "a delivery-tag of %d bytes came on link '%s'",
					tagLength, this.link.name());
		}
		if (!this.ledger.take()) {
			throw ProtocolError.link(Conditions.TRANSFER_LIMIT_EXCEEDED,
					"a transfer came on link '%s', which has no credit", this.link.name());
		}
		long format = Math.max(0, transfer.messageFormat());
		if (transfer.more() || transfer.aborted()) {
			this.assembly.begin(id, format, buf, transfer.tagIndex(), tagLength);
			add(transfer, buf);
			return;
		}
		int length = transfer.payloadLength();
		if (length > this.options.maxMessageSize()) {
			tooLarge(id, transfer.settled(),
					"The message has " + length + " bytes, but the receiver takes " + this.options.maxMessageSize());
		}
		else if (!this.memory
			.hold(MessageCopy.inFront(transfer.tagIndex(), tagLength, transfer.payloadIndex()) + length)) {
			noRoom(id, transfer.settled());
		}
		else {
			// The one copy of the payload; the tag travels in front of it.
			this.arrivals.deliver(id, MessageCopy.of(buf, transfer.tagIndex(), tagLength, transfer.payloadIndex(),
					length, format, this.decoding), transfer.settled());
		}
	}

	private void goOn(TransferFrame transfer, ByteBuf buf) {
		if (transfer.deliveryId() >= 0 && (int) transfer.deliveryId() != this.assembly.deliveryId()) {
			throw ProtocolError.session(Conditions.INVALID_FIELD,
					"delivery-id %d came on link '%s' before delivery %d was complete", transfer.deliveryId(),
					this.link.name(), Serial.unsigned(this.assembly.deliveryId()));
		}
		if (!transfer.aborted()) {
			checkUnchanged(transfer, buf);
		}
		add(transfer, buf);
	}

	/** What a later transfer repeats has to be the same (section 2.7.5). */
	private void checkUnchanged(TransferFrame transfer, ByteBuf buf) {
		boolean otherTag = transfer.hasTag() && !this.assembly.hasTag(buf, transfer.tagIndex(), transfer.tagLength());
		boolean otherFormat = transfer.messageFormat() >= 0
				&& transfer.messageFormat() != this.assembly.messageFormat();
		if (otherTag || otherFormat) {
			throw ProtocolError.link(Conditions.INVALID_FIELD,
					"a transfer on link '%s' has another %s than those of delivery %d before it", this.link.name(),
					otherTag ? "delivery-tag" : "message-format", Serial.unsigned(this.assembly.deliveryId()));
		}
	}

	private void add(TransferFrame transfer, ByteBuf buf) {
		if (transfer.aborted()) {
			// Section 2.6.14: an aborted delivery is settled, and its bytes mean nothing.
			this.assembly.abort();
			this.ledger.giveBack();
			return;
		}
		if (!this.assembly.add(buf, transfer.payloadIndex(), transfer.payloadLength(), transfer.settled())) {
			throw ProtocolError.link(Conditions.NOT_ALLOWED,
					"delivery %d on link '%s' has two empty transfers in a row",
					Serial.unsigned(this.assembly.deliveryId()), this.link.name());
		}
		if (this.assembly.transfers() > this.link.limits().transfersPerDelivery()
				&& this.assembly.dropped() == Assembly.Drop.NO) {
			this.assembly.drop(Assembly.Drop.TOO_MANY_TRANSFERS);
		}
		if (!transfer.more()) {
			finish();
		}
	}

	private void finish() {
		int id = this.assembly.deliveryId();
		boolean settled = this.assembly.settled();
		int tagLength = this.assembly.tagLength();
		Assembly.Drop dropped = this.assembly.dropped();
		byte[] bytes = this.assembly.finish();
		switch (dropped) {
			case NO -> this.arrivals.deliver(id,
					new LazyMessage(bytes, tagLength, this.assembly.messageFormat(), this.decoding), settled);
			case NO_ROOM -> noRoom(id, settled);
			case TOO_LARGE -> tooLarge(id, settled, "The message has more than " + this.options.maxMessageSize()
					+ " bytes, the most that the receiver takes");
			case TOO_MANY_TRANSFERS -> tooLarge(id, settled,
					"The message came in more than " + this.link.limits().transfersPerDelivery() + " transfers");
		}
	}

	private void tooLarge(int id, boolean settled, String why) {
		this.options.metrics().oversize();
		this.arrivals.settleUnread(id, unread(), settled,
				Outcome.rejected(new ErrorCondition(Conditions.MESSAGE_SIZE_EXCEEDED, why)));
	}

	/**
	 * The connection's memory is used up: the message goes back unread, to come again.
	 */
	private void noRoom(int id, boolean settled) {
		this.options.metrics().overLimit();
		this.arrivals.noRoom(id, unread(), settled);
	}

	/** Stands for a message whose bytes were not kept. */
	private LazyMessage unread() {
		return new LazyMessage(NO_BYTES, 0, 0, this.decoding);
	}

	/** The link is gone: so is what has come in part. */
	void end() {
		this.assembly.abort();
	}

}
