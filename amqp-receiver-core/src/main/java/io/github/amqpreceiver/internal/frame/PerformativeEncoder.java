package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.codec.AmqpWriter;
import io.github.amqpreceiver.internal.codec.CompositeWriter;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Writes the performatives that come seldom. What is as the specification's default says
 * is left out.
 */
final class PerformativeEncoder {

	private PerformativeEncoder() {
	}

	static void encode(AmqpWriter writer, Performative performative) {
		CompositeWriter fields = writer.beginComposite(performative.descriptor());
		if (performative instanceof Performative.Open open) {
			open(fields, open);
		}
		else if (performative instanceof Performative.Begin begin) {
			begin(fields, begin);
		}
		else if (performative instanceof Performative.Attach attach) {
			attach(fields, attach);
		}
		else if (performative instanceof Performative.Detach detach) {
			fields.unsignedInt(detach.handle());
			error(flag(fields, detach.closed()), detach.error());
		}
		else if (performative instanceof Performative.End end) {
			error(fields, end.error());
		}
		else if (performative instanceof Performative.Close close) {
			error(fields, close.error());
		}
		else {
			throw new IllegalArgumentException("A flow has a way of its own");
		}
		fields.end();
	}

	private static void open(CompositeWriter fields, Performative.Open open) {
		fields.string(open.containerId()).string(open.hostname());
		number(fields, open.maxFrameSize(), Performative.MAX_UINT);
		fields.unsignedShort(open.channelMax());
		number(fields, open.idleTimeOut(), 0).none()
			.none()
			.symbols(open.offeredCapabilities())
			.symbols(open.desiredCapabilities())
			.map(open.properties());
	}

	private static void begin(CompositeWriter fields, Performative.Begin begin) {
		if (begin.remoteChannel() >= 0) {
			fields.unsignedShort(begin.remoteChannel());
		}
		else {
			fields.none();
		}
		fields.unsignedInt(begin.nextOutgoingId())
			.unsignedInt(begin.incomingWindow())
			.unsignedInt(begin.outgoingWindow());
		number(fields, begin.handleMax(), Performative.MAX_UINT).symbols(begin.offeredCapabilities())
			.symbols(begin.desiredCapabilities())
			.map(begin.properties());
	}

	private static void attach(CompositeWriter fields, Performative.Attach attach) {
		fields.string(attach.name())
			.unsignedInt(attach.handle())
			.bool(attach.receiver())
			.unsignedByte(attach.sndSettleMode())
			.unsignedByte(attach.rcvSettleMode());
		source(fields, attach.source());
		target(fields, attach.target());
		fields.none().none();
		number(fields, attach.initialDeliveryCount(), Performative.ABSENT);
		if (attach.maxMessageSize() != 0) {
			fields.unsignedLong(attach.maxMessageSize());
		}
		else {
			fields.none();
		}
		fields.symbols(attach.offeredCapabilities()).symbols(attach.desiredCapabilities()).map(attach.properties());
	}

	private static void source(CompositeWriter attach, Terminus.@Nullable SourceTerminus source) {
		if (source == null) {
			attach.none();
			return;
		}
		CompositeWriter fields = attach.next().beginComposite(Descriptors.SOURCE);
		fields.string(source.address());
		terminus(fields, source.durability(), source.expiryPolicy(), source.timeout());
		flag(fields, source.dynamic()).map(source.dynamicNodeProperties())
			.symbol((source.distributionMode() != null) ? source.distributionMode().symbol() : null)
			.map(source.filters());
		outcome(fields, source.defaultOutcome());
		fields.symbols(source.outcomes()).symbols(source.capabilities()).end();
	}

	private static void target(CompositeWriter attach, Terminus.@Nullable TargetTerminus target) {
		if (target == null) {
			attach.none();
			return;
		}
		CompositeWriter fields = attach.next().beginComposite(Descriptors.TARGET);
		fields.string(target.address());
		terminus(fields, target.durability(), target.expiryPolicy(), target.timeout());
		flag(fields, target.dynamic()).map(target.dynamicNodeProperties()).symbols(target.capabilities()).end();
	}

	private static void terminus(CompositeWriter fields, @Nullable TerminusDurability durability,
			@Nullable TerminusExpiryPolicy expiryPolicy, long timeout) {
		number(fields, (durability != null) ? durability.ordinal() : 0, 0);
		if (expiryPolicy == null || expiryPolicy == TerminusExpiryPolicy.SESSION_END) {
			fields.none();
		}
		else {
			fields.symbol(expiryPolicy.symbol());
		}
		number(fields, timeout, 0);
	}

	static void disposition(AmqpWriter writer, boolean receiverRole, long first, long last, boolean settled,
			Outcome state) {
		CompositeWriter fields = writer.beginComposite(Descriptors.DISPOSITION).bool(receiverRole).unsignedInt(first);
		number(fields, last, first).bool(settled);
		outcome(fields, state);
		fields.end();
	}

	private static void outcome(CompositeWriter fields, @Nullable Outcome outcome) {
		if (outcome == null) {
			fields.none();
			return;
		}
		AmqpWriter writer = fields.next();
		if (HotFields.outcome(writer.buffer(), outcome)) {
			return;
		}
		if (outcome instanceof Outcome.Rejected rejected) {
			CompositeWriter details = writer.beginComposite(Descriptors.REJECTED);
			error(details, rejected.error());
			details.end();
		}
		else if (outcome instanceof Outcome.Modified modified) {
			CompositeWriter details = writer.beginComposite(Descriptors.MODIFIED);
			flag(flag(details, modified.deliveryFailed()), modified.undeliverableHere())
				.map(modified.messageAnnotations())
				.end();
		}
	}

	private static void error(CompositeWriter fields, @Nullable ErrorCondition error) {
		if (error == null) {
			fields.none();
			return;
		}
		fields.next()
			.beginComposite(Descriptors.ERROR)
			.symbol(error.condition())
			.string(error.description())
			.map(error.info())
			.end();
	}

	/** A number, unless it is what its absence means. */
	private static CompositeWriter number(CompositeWriter fields, long value, long absent) {
		return (value != absent) ? fields.unsignedInt(value) : fields.none();
	}

	/** A boolean that is false when absent. */
	private static CompositeWriter flag(CompositeWriter fields, boolean value) {
		return value ? fields.bool(true) : fields.none();
	}

}
