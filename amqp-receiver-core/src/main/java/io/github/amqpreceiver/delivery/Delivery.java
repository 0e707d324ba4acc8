package io.github.amqpreceiver.delivery;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to this receiver, and the means to settle it. All methods may be
 * called from any thread.
 * <p>
 * A delivery belongs to one attachment of its link. After the link is lost the broker
 * delivers the message again; what this delivery says then is dropped, counted, and never
 * sent on a newer link.
 *
 * @since 0.1
 */
public interface Delivery {

	/**
	 * The message. Its sections are decoded when first touched.
	 * @return the message
	 */
	ReceivedMessage message();

	/**
	 * A copy of the delivery tag that the sender chose (section 2.6.12), at most 32
	 * bytes.
	 * @return the delivery tag
	 */
	byte[] tag();

	/**
	 * The address that the link of this delivery receives from.
	 * @return the source address
	 */
	String address();

	/**
	 * The name of the link that this delivery came on.
	 * @return the link name
	 */
	String linkName();

	/**
	 * The clock of {@link System#nanoTime()} when the last frame of this delivery was
	 * read.
	 * @return nanoseconds of that clock
	 */
	long arrivedAtNanos();

	/**
	 * Whether the sender sent this delivery settled (receive-and-delete); settling it
	 * then sends nothing.
	 * @return whether nothing is left to settle with the peer
	 */
	boolean remotelySettled();

	/**
	 * Whether an outcome was given, by us or by the peer, or the delivery's link is gone.
	 * @return whether {@link #settle} would return false
	 */
	boolean settled();

	/**
	 * The outcome that was given by this side, or null.
	 * @return the outcome or null
	 */
	@Nullable Outcome outcome();

	/**
	 * Gives the delivery its outcome. Never throws and never blocks; the disposition is
	 * written by the connection's event loop, together with others.
	 * @param outcome the outcome
	 * @return true when this call decided; false when the delivery was settled before, by
	 * either side, or its link is gone
	 */
	boolean settle(Outcome outcome);

	/**
	 * Completes when the settlement has reached the wire (rcv-settle-mode first) or the
	 * peer has settled (rcv-settle-mode second); exceptionally with a
	 * {@link io.github.amqpreceiver.error.StaleDeliveryException} when the link was lost
	 * before. Where the peer settled before this side did, the outcome is the peer's, or
	 * the source's default outcome, or released. Callbacks run on the connection's event
	 * loop and must not block.
	 * @return the stage, the same at every call
	 */
	CompletionStage<Outcome> settlement();

	/**
	 * Settles as accepted.
	 * @return see {@link #settle}
	 */
	default boolean accept() {
		return settle(Outcome.accepted());
	}

	/**
	 * Settles as released.
	 * @return see {@link #settle}
	 */
	default boolean release() {
		return settle(Outcome.released());
	}

	/**
	 * Settles as rejected.
	 * @param condition the error condition, such as {@code amqp:decode-error}
	 * @param description a sentence for the person who finds the message, or null
	 * @param info further fields, may be empty
	 * @return see {@link #settle}
	 */
	default boolean reject(Symbol condition, @Nullable String description, Map<Symbol, Object> info) {
		return settle(Outcome.rejected(new ErrorCondition(condition, description, info)));
	}

	/**
	 * Settles as modified.
	 * @param deliveryFailed whether the source counts the attempt
	 * @param undeliverableHere whether the source should not deliver it here again
	 * @param messageAnnotations annotations to merge into the message, may be empty
	 * @return see {@link #settle}
	 */
	default boolean modify(boolean deliveryFailed, boolean undeliverableHere, Map<Symbol, Object> messageAnnotations) {
		return settle(Outcome.modified(deliveryFailed, undeliverableHere, messageAnnotations));
	}

}
