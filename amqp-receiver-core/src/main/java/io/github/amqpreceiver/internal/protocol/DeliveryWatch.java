package io.github.amqpreceiver.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the few deliveries that somebody watches: whose handler is timed,
 * whose settlement is waited for, or which the peer settled first. Apart from the
 * delivery, so that all others need no room for it. Any thread.
 */
final class DeliveryWatch {

	private static final VarHandle SETTLEMENT;

	static {
		try {
			SETTLEMENT = MethodHandles.lookup()
				.findVarHandle(DeliveryWatch.class, "settlement", CompletableFuture.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** When the handler began, by the loop's clock; 0 before. */
	volatile long startedAt;

	/** Lets the next message be handled though the stage of this one is unfinished. */
	volatile @Nullable Runnable onExpiry;

	/** What the peer said when it settled first. */
	volatile @Nullable Outcome peerOutcome;

	private volatile @Nullable CompletableFuture<Outcome> settlement;

	/** The stage that somebody asked for before, or null. */
	@Nullable CompletableFuture<Outcome> settlement() {
		return this.settlement;
	}

	/**
	 * The stage of the settlement, made on the first call.
	 * @return the same one for all callers
	 */
	CompletableFuture<Outcome> askedForSettlement() {
		CompletableFuture<Outcome> existing = this.settlement;
		if (existing != null) {
			return existing;
		}
		CompletableFuture<Outcome> created = new CompletableFuture<>();
		return SETTLEMENT.compareAndSet(this, null, created) ? created : Objects.requireNonNull(this.settlement);
	}

}
