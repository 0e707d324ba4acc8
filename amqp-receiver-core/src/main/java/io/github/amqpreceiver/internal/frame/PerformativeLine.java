package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Performatives as text. Stateless. Fields that are absent, or as their absence would
 * mean, are left out.
 */
final class PerformativeLine {

	private PerformativeLine() {
	}

	static String of(Performative performative) {
		if (performative instanceof Performative.Open open) {
			return open(open);
		}
		if (performative instanceof Performative.Begin begin) {
			return begin(begin);
		}
		if (performative instanceof Performative.Attach attach) {
			return attach(attach);
		}
		if (performative instanceof Performative.Flow flow) {
			return flow(flow);
		}
		if (performative instanceof Performative.Detach detach) {
			return new LineBuilder("Detach").number("handle", detach.handle())
				.flag("closed", detach.closed())
				.value("error", detach.error())
				.end();
		}
		if (performative instanceof Performative.End end) {
			return new LineBuilder("End").value("error", end.error()).end();
		}
		return new LineBuilder("Close").value("error", ((Performative.Close) performative).error()).end();
	}

	private static String open(Performative.Open open) {
		return new LineBuilder("Open").value("container-id", open.containerId())
			.value("hostname", open.hostname())
			.number("max-frame-size", open.maxFrameSize())
			.number("channel-max", open.channelMax())
			.number("idle-time-out", open.idleTimeOut())
			.value("offered-capabilities", open.offeredCapabilities())
			.value("desired-capabilities", open.desiredCapabilities())
			.value("properties", open.properties())
			.end();
	}

	private static String begin(Performative.Begin begin) {
		return new LineBuilder("Begin").number("remote-channel", begin.remoteChannel())
			.number("next-outgoing-id", begin.nextOutgoingId())
			.number("incoming-window", begin.incomingWindow())
			.number("outgoing-window", begin.outgoingWindow())
			.number("handle-max", begin.handleMax())
			.value("offered-capabilities", begin.offeredCapabilities())
			.value("desired-capabilities", begin.desiredCapabilities())
			.value("properties", begin.properties())
			.end();
	}

	private static String attach(Performative.Attach attach) {
		return new LineBuilder("Attach").value("name", attach.name())
			.number("handle", attach.handle())
			.word("role", attach.receiver() ? "receiver" : "sender")
			.number("snd-settle-mode", attach.sndSettleMode())
			.number("rcv-settle-mode", attach.rcvSettleMode())
			.word("source", source(attach.source()))
			.word("target", target(attach.target()))
			.number("initial-delivery-count", attach.initialDeliveryCount())
			.number("max-message-size", attach.maxMessageSize())
			.value("offered-capabilities", attach.offeredCapabilities())
			.value("desired-capabilities", attach.desiredCapabilities())
			.value("properties", attach.properties())
			.end();
	}

	private static String source(Terminus.@Nullable SourceTerminus source) {
		return (source == null) ? "null"
				: new LineBuilder("Source").value("address", source.address())
					.value("durable", source.durability())
					.value("expiry-policy", source.expiryPolicy())
					.number("timeout", source.timeout())
					.flag("dynamic", source.dynamic())
					.value("dynamic-node-properties", source.dynamicNodeProperties())
					.value("distribution-mode", source.distributionMode())
					.value("filter", source.filters())
					.value("outcomes", source.outcomes())
					.value("capabilities", source.capabilities())
					.end();
	}

	private static String target(Terminus.@Nullable TargetTerminus target) {
		return (target == null) ? "null"
				: new LineBuilder("Target").value("address", target.address())
					.value("durable", target.durability())
					.value("expiry-policy", target.expiryPolicy())
					.number("timeout", target.timeout())
					.flag("dynamic", target.dynamic())
					.value("dynamic-node-properties", target.dynamicNodeProperties())
					.value("capabilities", target.capabilities())
					.end();
	}

	private static String flow(Performative.Flow flow) {
		return new LineBuilder("Flow").number("next-incoming-id", flow.nextIncomingId())
			.number("incoming-window", flow.incomingWindow())
			.number("next-outgoing-id", flow.nextOutgoingId())
			.number("outgoing-window", flow.outgoingWindow())
			.number("handle", flow.handle())
			.number("delivery-count", flow.deliveryCount())
			.number("link-credit", flow.linkCredit())
			.number("available", flow.available())
			.flag("drain", flow.drain())
			.flag("echo", flow.echo())
			.end();
	}

	static String transfer(long handle, long deliveryId, int flags, int payloadLength) {
		return new LineBuilder("Transfer").number("handle", handle)
			.number("delivery-id", deliveryId)
			.flag("settled", (flags & TransferFrame.SETTLED) != 0)
			.flag("more", (flags & TransferFrame.MORE) != 0)
			.flag("resume", (flags & TransferFrame.RESUME) != 0)
			.flag("aborted", (flags & TransferFrame.ABORTED) != 0)
			.flag("batchable", (flags & TransferFrame.BATCHABLE) != 0)
			.bytes("payload", payloadLength)
			.end();
	}

	static String disposition(DispositionFrame disposition) {
		LineBuilder line = new LineBuilder("Disposition")
			.word("role", disposition.receiverRole() ? "receiver" : "sender")
			.number("first", disposition.first())
			.number("last", disposition.last())
			.flag("settled", disposition.settled());
		Outcome outcome = disposition.outcome();
		if (outcome instanceof Outcome.Rejected rejected) {
			line.word("state", "rejected").value("error", rejected.error());
		}
		else if (outcome instanceof Outcome.Modified modified) {
			line.word("state", "modified")
				.flag("delivery-failed", modified.deliveryFailed())
				.flag("undeliverable-here", modified.undeliverableHere())
				.value("message-annotations", modified.messageAnnotations());
		}
		else if (outcome != null) {
			line.word("state", (outcome.kind() == Outcome.Kind.ACCEPTED) ? "accepted" : "released");
		}
		else if (disposition.stateCode() != 0) {
			line.word("state", "0x%x".formatted(disposition.stateCode()));
		}
		return line.end();
	}

}
