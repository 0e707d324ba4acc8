package io.github.amqpreceiver.test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import org.jspecify.annotations.Nullable;

/**
 * A link that the application receives on, and its credit. Touched only on the peer's
 * thread.
 */
final class OutgoingLink {

	private final PeerSession session;

	private final Performative.Attach attach;

	private final Node node;

	private final boolean dynamic;

	private long deliveryCount;

	private long credit;

	OutgoingLink(PeerSession session, Performative.Attach attach) {
		this.session = session;
		this.attach = attach;
		Terminus.SourceTerminus source = attach.source();
		this.dynamic = source != null && source.dynamic();
		String address = (source != null) ? source.address() : null;
		this.node = this.dynamic ? session.container().dynamicNode()
				: session.container().node(Objects.requireNonNullElse(address, ""));
	}

	void attach() {
		AttachRule rule = this.node.attachRule();
		boolean refused = rule != null && rule.refuses();
		this.node.attached();
		this.session.write(new Performative.Attach(this.attach.name(), this.attach.handle(), false,
				this.attach.sndSettleMode(), this.attach.rcvSettleMode(), refused ? null : source(),
				this.attach.target(), 0, 0, this.attach.desiredCapabilities(), List.of(), Map.of()));
		if (rule != null) {
			this.session.detach(this.attach.handle(), rule.error());
		}
		else {
			this.node.links().add(this);
		}
	}

	private Terminus.@Nullable SourceTerminus source() {
		Terminus.SourceTerminus asked = this.attach.source();
		if (asked == null || !this.dynamic) {
			return asked;
		}
		return new Terminus.SourceTerminus(this.node.address(), asked.durability(), asked.expiryPolicy(),
				asked.timeout(), true, asked.dynamicNodeProperties(), asked.distributionMode(), asked.filters(),
				asked.defaultOutcome(), asked.outcomes(), asked.capabilities());
	}

	void onFlow(Performative.Flow flow) {
		if (flow.linkCredit() >= 0) {
			// Section 2.6.7: relative to the delivery-count that the receiver has seen
			this.credit = Math.max(0, Math.max(0, flow.deliveryCount()) + flow.linkCredit() - this.deliveryCount);
		}
		pump();
		if (flow.drain()) {
			this.deliveryCount += this.credit;
			this.credit = 0;
		}
		if (flow.drain() || flow.echo()) {
			this.session.writeFlow(handle(), this.deliveryCount, this.credit, flow.drain());
		}
	}

	void pump() {
		this.node.pump();
	}

	boolean canSend(PeerDelivery delivery) {
		return this.credit > 0 && this.session.roomFor(delivery);
	}

	void send(PeerDelivery delivery) {
		this.credit--;
		this.deliveryCount++;
		boolean settled = this.attach.sndSettleMode() == Performative.Attach.SENDER_SETTLED;
		delivery.sent();
		this.session.send(this, delivery, settled);
		if (settled) {
			delivery.settled(Outcome.accepted());
		}
	}

	void detach(@Nullable ErrorCondition error) {
		this.session.detach(handle(), error);
	}

	void flush() {
		this.session.connection().flush();
	}

	long handle() {
		return this.attach.handle();
	}

	Node node() {
		return this.node;
	}

	PeerLink view() {
		Terminus.SourceTerminus source = this.attach.source();
		Terminus.TargetTerminus target = this.attach.target();
		return new PeerLink(this.attach.name(), this.node.address(), this.credit,
				(source != null) ? source.filters() : Map.of(), this.attach.properties(),
				this.attach.desiredCapabilities(), (source != null) ? source.durability() : null,
				(source != null) ? source.distributionMode() : null,
				this.attach.sndSettleMode() == Performative.Attach.SENDER_SETTLED,
				this.attach.rcvSettleMode() == Performative.Attach.RECEIVER_SECOND,
				(target != null) ? target.address() : null);
	}

}
