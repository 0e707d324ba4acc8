package io.github.amqpreceiver.internal.frame;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The performatives that come seldom enough to be objects (AMQP 1.0, section 2.7); the
 * others are {@link TransferFrame} and {@link DispositionFrame}. Immutable.
 * <p>
 * An unsigned 32-bit field is a {@code long} from 0 to 2³²-1, and -1 where it is absent.
 */
public sealed interface Performative {

	/** What an optional number is when it is absent. */
	long ABSENT = -1;

	/** The largest unsigned 32-bit number, the default of several maxima. */
	long MAX_UINT = 0xffff_ffffL;

	/**
	 * Which performative this is.
	 * @return its descriptor's code, 0x10 to 0x18
	 */
	long descriptor();

	/**
	 * Negotiates the connection (section 2.7.1).
	 *
	 * @param containerId the name of the container
	 * @param hostname the virtual host, or null
	 * @param maxFrameSize the largest frame that the sender of this takes, in bytes
	 * @param channelMax the highest channel number that may be used
	 * @param idleTimeOut after how many milliseconds without a frame the sender of this
	 * gives up, 0 for never
	 * @param offeredCapabilities capabilities of the sender of this
	 * @param desiredCapabilities what it would use if the other side could
	 * @param properties connection properties
	 */
	record Open(String containerId, @Nullable String hostname, long maxFrameSize, int channelMax, long idleTimeOut,
			List<Symbol> offeredCapabilities, List<Symbol> desiredCapabilities,
			Map<Symbol, Object> properties) implements Performative {

		@Override
		public long descriptor() {
			return 0x10;
		}

	}

	/**
	 * Begins a session (section 2.7.2).
	 *
	 * @param remoteChannel the channel of the begin that this answers, or -1
	 * @param nextOutgoingId the id of the first transfer that will be sent
	 * @param incomingWindow how many transfers the sender of this takes
	 * @param outgoingWindow how many it may send
	 * @param handleMax the highest handle that may be used
	 * @param offeredCapabilities capabilities of the sender of this
	 * @param desiredCapabilities what it would use if the other side could
	 * @param properties session properties
	 */
	record Begin(int remoteChannel, long nextOutgoingId, long incomingWindow, long outgoingWindow, long handleMax,
			List<Symbol> offeredCapabilities, List<Symbol> desiredCapabilities,
			Map<Symbol, Object> properties) implements Performative {

		@Override
		public long descriptor() {
			return 0x11;
		}

	}

	/**
	 * Attaches a link (section 2.7.3). The map of unsettled deliveries is neither read
	 * nor written: what an old link left unsettled is forgotten.
	 *
	 * @param name the link's name
	 * @param handle the number of the link for the sender of this
	 * @param receiver the role of the sender of this
	 * @param sndSettleMode 0 unsettled, 1 settled, 2 mixed
	 * @param rcvSettleMode 0 first, 1 second
	 * @param source where messages come from, or null
	 * @param target where messages go to, or null
	 * @param initialDeliveryCount the delivery-count that a sender starts with, or -1
	 * @param maxMessageSize the largest message in bytes, 0 for no limit; larger than
	 * 2⁶³-1 reads as 2⁶³-1
	 * @param offeredCapabilities capabilities of the sender of this
	 * @param desiredCapabilities what it would use if the other side could
	 * @param properties link properties
	 */
	record Attach(String name, long handle, boolean receiver, byte sndSettleMode, byte rcvSettleMode,
			Terminus.@Nullable SourceTerminus source, Terminus.@Nullable TargetTerminus target,
			long initialDeliveryCount, long maxMessageSize, List<Symbol> offeredCapabilities,
			List<Symbol> desiredCapabilities, Map<Symbol, Object> properties) implements Performative {

		/** The sender sends everything unsettled. */
		public static final byte SENDER_UNSETTLED = 0;

		/** The sender sends everything settled. */
		public static final byte SENDER_SETTLED = 1;

		/** The sender decides for each delivery. */
		public static final byte SENDER_MIXED = 2;

		/** The receiver settles without waiting for the sender. */
		public static final byte RECEIVER_FIRST = 0;

		/** The receiver settles after the sender has. */
		public static final byte RECEIVER_SECOND = 1;

		@Override
		public long descriptor() {
			return 0x12;
		}

	}

	/**
	 * Updates windows and credit (section 2.7.4).
	 *
	 * @param nextIncomingId the id of the next transfer that is expected, or -1 before
	 * the peer's begin
	 * @param incomingWindow how many transfers the sender of this takes
	 * @param nextOutgoingId the id of the next transfer that it will send
	 * @param outgoingWindow how many it may send
	 * @param handle its handle of the link, or -1 if only the session is meant
	 * @param deliveryCount the link's delivery-count, or -1
	 * @param linkCredit the link's credit, or -1
	 * @param available how many messages the sending end has, or -1
	 * @param drain whether the sending end shall use up the credit
	 * @param echo whether an answer is wanted
	 */
	record Flow(long nextIncomingId, long incomingWindow, long nextOutgoingId, long outgoingWindow, long handle,
			long deliveryCount, long linkCredit, long available, boolean drain, boolean echo) implements Performative {

		@Override
		public long descriptor() {
			return 0x13;
		}

	}

	/**
	 * Detaches a link (section 2.7.7).
	 *
	 * @param handle the handle of the sender of this
	 * @param closed whether the link is closed for good
	 * @param error why, or null
	 */
	record Detach(long handle, boolean closed, @Nullable ErrorCondition error) implements Performative {

		@Override
		public long descriptor() {
			return 0x16;
		}

	}

	/**
	 * Ends a session (section 2.7.8).
	 *
	 * @param error why, or null
	 */
	record End(@Nullable ErrorCondition error) implements Performative {

		@Override
		public long descriptor() {
			return 0x17;
		}

	}

	/**
	 * Closes the connection (section 2.7.9).
	 *
	 * @param error why, or null
	 */
	record Close(@Nullable ErrorCondition error) implements Performative {

		@Override
		public long descriptor() {
			return 0x18;
		}

	}

}
