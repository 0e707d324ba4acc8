package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.type.Symbol;
import org.apache.qpid.protonj2.types.UnsignedInteger;
import org.apache.qpid.protonj2.types.UnsignedLong;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Modified;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.messaging.Released;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.transport.Attach;
import org.apache.qpid.protonj2.types.transport.Begin;
import org.apache.qpid.protonj2.types.transport.Close;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.apache.qpid.protonj2.types.transport.Detach;
import org.apache.qpid.protonj2.types.transport.End;
import org.apache.qpid.protonj2.types.transport.Flow;
import org.apache.qpid.protonj2.types.transport.Open;
import org.apache.qpid.protonj2.types.transport.ReceiverSettleMode;
import org.apache.qpid.protonj2.types.transport.Role;
import org.apache.qpid.protonj2.types.transport.SenderSettleMode;

import static io.github.amqpreceiver.internal.frame.ProtonCodec.mapFromProton;
import static io.github.amqpreceiver.internal.frame.ProtonCodec.mapToProton;
import static io.github.amqpreceiver.internal.frame.ProtonCodec.symbolsFromProton;
import static io.github.amqpreceiver.internal.frame.ProtonCodec.symbolsToProton;

/** Our performatives as those of the oracle, and back. */
final class ProtonPerformatives {

	private ProtonPerformatives() {
	}

	static Object to(Performative performative) {
		if (performative instanceof Performative.Open open) {
			return to(open);
		}
		if (performative instanceof Performative.Begin begin) {
			return to(begin);
		}
		if (performative instanceof Performative.Attach attach) {
			return to(attach);
		}
		if (performative instanceof Performative.Flow flow) {
			return to(flow);
		}
		if (performative instanceof Performative.Detach detach) {
			return new Detach().setHandle(detach.handle()).setClosed(detach.closed()).setError(to(detach.error()));
		}
		if (performative instanceof Performative.End end) {
			return new End().setError(to(end.error()));
		}
		return new Close().setError(to(((Performative.Close) performative).error()));
	}

	private static Open to(Performative.Open open) {
		Open proton = new Open().setContainerId(open.containerId());
		proton.setHostname(open.hostname());
		if (open.maxFrameSize() != Performative.MAX_UINT) {
			proton.setMaxFrameSize(open.maxFrameSize());
		}
		proton.setChannelMax(open.channelMax());
		if (open.idleTimeOut() != 0) {
			proton.setIdleTimeout(open.idleTimeOut());
		}
		proton.setOfferedCapabilities(symbolsToProton(open.offeredCapabilities()));
		proton.setDesiredCapabilities(symbolsToProton(open.desiredCapabilities()));
		return proton.setProperties(mapToProton(open.properties()));
	}

	private static Begin to(Performative.Begin begin) {
		Begin proton = new Begin().setNextOutgoingId(begin.nextOutgoingId())
			.setIncomingWindow(begin.incomingWindow())
			.setOutgoingWindow(begin.outgoingWindow());
		if (begin.remoteChannel() >= 0) {
			proton.setRemoteChannel(begin.remoteChannel());
		}
		if (begin.handleMax() != Performative.MAX_UINT) {
			proton.setHandleMax(begin.handleMax());
		}
		proton.setOfferedCapabilities(symbolsToProton(begin.offeredCapabilities()));
		proton.setDesiredCapabilities(symbolsToProton(begin.desiredCapabilities()));
		return proton.setProperties(mapToProton(begin.properties()));
	}

	private static Attach to(Performative.Attach attach) {
		Attach proton = new Attach().setName(attach.name())
			.setHandle(attach.handle())
			.setRole(Role.valueOf(attach.receiver()))
			.setSenderSettleMode(SenderSettleMode.values()[attach.sndSettleMode()])
			.setReceiverSettleMode(ReceiverSettleMode.values()[attach.rcvSettleMode()])
			.setSource(to(attach.source()))
			.setTarget(to(attach.target()));
		if (attach.initialDeliveryCount() >= 0) {
			proton.setInitialDeliveryCount(attach.initialDeliveryCount());
		}
		if (attach.maxMessageSize() != 0) {
			proton.setMaxMessageSize(UnsignedLong.valueOf(attach.maxMessageSize()));
		}
		proton.setOfferedCapabilities(symbolsToProton(attach.offeredCapabilities()));
		proton.setDesiredCapabilities(symbolsToProton(attach.desiredCapabilities()));
		return proton.setProperties(mapToProton(attach.properties()));
	}

	private static Source to(Terminus.SourceTerminus source) {
		if (source == null) {
			return null;
		}
		return new Source().setAddress(source.address())
			.setDurable(
					org.apache.qpid.protonj2.types.messaging.TerminusDurability.values()[source.durability().ordinal()])
			.setExpiryPolicy(org.apache.qpid.protonj2.types.messaging.TerminusExpiryPolicy
				.values()[source.expiryPolicy().ordinal()])
			.setTimeout(UnsignedInteger.valueOf(source.timeout()))
			.setDynamic(source.dynamic())
			.setDynamicNodeProperties(mapToProton(source.dynamicNodeProperties()))
			.setDistributionMode((source.distributionMode() != null)
					? org.apache.qpid.protonj2.types.Symbol.valueOf(source.distributionMode().symbol().toString())
					: null)
			.setFilter(mapToProton(source.filters()))
			.setDefaultOutcome((org.apache.qpid.protonj2.types.messaging.Outcome) to(source.defaultOutcome()))
			.setOutcomes(symbolsToProton(source.outcomes()))
			.setCapabilities(symbolsToProton(source.capabilities()));
	}

	private static Target to(Terminus.TargetTerminus target) {
		if (target == null) {
			return null;
		}
		return new Target().setAddress(target.address())
			.setDurable(
					org.apache.qpid.protonj2.types.messaging.TerminusDurability.values()[target.durability().ordinal()])
			.setExpiryPolicy(org.apache.qpid.protonj2.types.messaging.TerminusExpiryPolicy
				.values()[target.expiryPolicy().ordinal()])
			.setTimeout(UnsignedInteger.valueOf(target.timeout()))
			.setDynamic(target.dynamic())
			.setDynamicNodeProperties(mapToProton(target.dynamicNodeProperties()))
			.setCapabilities(symbolsToProton(target.capabilities()));
	}

	private static Flow to(Performative.Flow flow) {
		Flow proton = new Flow().setIncomingWindow(flow.incomingWindow())
			.setNextOutgoingId(flow.nextOutgoingId())
			.setOutgoingWindow(flow.outgoingWindow());
		if (flow.nextIncomingId() >= 0) {
			proton.setNextIncomingId(flow.nextIncomingId());
		}
		if (flow.handle() >= 0) {
			proton.setHandle(flow.handle());
		}
		if (flow.deliveryCount() >= 0) {
			proton.setDeliveryCount(flow.deliveryCount());
		}
		if (flow.linkCredit() >= 0) {
			proton.setLinkCredit(flow.linkCredit());
		}
		if (flow.available() >= 0) {
			proton.setAvailable(flow.available());
		}
		if (flow.drain()) {
			proton.setDrain(true);
		}
		if (flow.echo()) {
			proton.setEcho(true);
		}
		return proton;
	}

	static DeliveryState to(Outcome outcome) {
		if (outcome == null) {
			return null;
		}
		if (outcome instanceof Outcome.Rejected rejected) {
			return new Rejected().setError(to(rejected.error()));
		}
		if (outcome instanceof Outcome.Modified modified) {
			return new Modified().setDeliveryFailed(modified.deliveryFailed())
				.setUndeliverableHere(modified.undeliverableHere())
				.setMessageAnnotations(mapToProton(modified.messageAnnotations()));
		}
		return (outcome.kind() == Outcome.Kind.ACCEPTED) ? Accepted.getInstance() : Released.getInstance();
	}

	private static org.apache.qpid.protonj2.types.transport.ErrorCondition to(ErrorCondition error) {
		return (error == null) ? null
				: new org.apache.qpid.protonj2.types.transport.ErrorCondition(
						org.apache.qpid.protonj2.types.Symbol.valueOf(error.condition().toString()),
						error.description(), mapToProton(error.info()));
	}

	static Performative from(Object performative) {
		if (performative instanceof Open open) {
			return new Performative.Open(open.getContainerId(), open.getHostname(), open.getMaxFrameSize(),
					open.getChannelMax(), open.getIdleTimeout(), symbolsFromProton(open.getOfferedCapabilities()),
					symbolsFromProton(open.getDesiredCapabilities()), mapFromProton(open.getProperties()));
		}
		if (performative instanceof Begin begin) {
			return new Performative.Begin(begin.hasRemoteChannel() ? begin.getRemoteChannel() : -1,
					begin.getNextOutgoingId(), begin.getIncomingWindow(), begin.getOutgoingWindow(),
					begin.getHandleMax(), symbolsFromProton(begin.getOfferedCapabilities()),
					symbolsFromProton(begin.getDesiredCapabilities()), mapFromProton(begin.getProperties()));
		}
		if (performative instanceof Attach attach) {
			Target target = attach.getTarget();
			return new Performative.Attach(attach.getName(), attach.getHandle(), attach.getRole() == Role.RECEIVER,
					(byte) attach.getSenderSettleMode().ordinal(), (byte) attach.getReceiverSettleMode().ordinal(),
					from(attach.getSource()), from(target),
					attach.hasInitialDeliveryCount() ? attach.getInitialDeliveryCount() : -1,
					attach.hasMaxMessageSize() ? attach.getMaxMessageSize().longValue() : 0,
					symbolsFromProton(attach.getOfferedCapabilities()),
					symbolsFromProton(attach.getDesiredCapabilities()), mapFromProton(attach.getProperties()));
		}
		if (performative instanceof Flow flow) {
			return new Performative.Flow(flow.hasNextIncomingId() ? flow.getNextIncomingId() : -1,
					flow.getIncomingWindow(), flow.getNextOutgoingId(), flow.getOutgoingWindow(),
					flow.hasHandle() ? flow.getHandle() : -1, flow.hasDeliveryCount() ? flow.getDeliveryCount() : -1,
					flow.hasLinkCredit() ? flow.getLinkCredit() : -1, flow.hasAvailable() ? flow.getAvailable() : -1,
					flow.getDrain(), flow.getEcho());
		}
		if (performative instanceof Detach detach) {
			return new Performative.Detach(detach.getHandle(), detach.getClosed(), from(detach.getError()));
		}
		if (performative instanceof End end) {
			return new Performative.End(from(end.getError()));
		}
		return new Performative.Close(from(((Close) performative).getError()));
	}

	private static Terminus.SourceTerminus from(Source source) {
		return (source == null) ? null : new Terminus.SourceTerminus(source.getAddress(),
				TerminusDurability.values()[source.getDurable().ordinal()],
				TerminusExpiryPolicy.values()[source.getExpiryPolicy().ordinal()], source.getTimeout().longValue(),
				source.isDynamic(), mapFromProton(source.getDynamicNodeProperties()),
				(source.getDistributionMode() == null) ? null
						: DistributionMode.valueOf(source.getDistributionMode().toString().toUpperCase()),
				mapFromProton(source.getFilter()), from((DeliveryState) source.getDefaultOutcome()),
				symbolsFromProton(source.getOutcomes()), symbolsFromProton(source.getCapabilities()));
	}

	private static Terminus.TargetTerminus from(Target target) {
		return (target == null) ? null
				: new Terminus.TargetTerminus(target.getAddress(),
						TerminusDurability.values()[target.getDurable().ordinal()],
						TerminusExpiryPolicy.values()[target.getExpiryPolicy().ordinal()],
						target.getTimeout().longValue(), target.isDynamic(),
						mapFromProton(target.getDynamicNodeProperties()), symbolsFromProton(target.getCapabilities()));
	}

	static Outcome from(DeliveryState state) {
		if (state instanceof Rejected rejected) {
			return new Outcome.Rejected(from(rejected.getError()));
		}
		if (state instanceof Modified modified) {
			return Outcome.modified(modified.isDeliveryFailed(), modified.isUndeliverableHere(),
					mapFromProton(modified.getMessageAnnotations()));
		}
		return (state instanceof Accepted) ? Outcome.accepted()
				: (state instanceof Released) ? Outcome.released() : null;
	}

	private static ErrorCondition from(org.apache.qpid.protonj2.types.transport.ErrorCondition error) {
		return (error == null) ? null : new ErrorCondition(Symbol.valueOf(error.getCondition().toString()),
				error.getDescription(), mapFromProton(error.getInfo()));
	}

}
