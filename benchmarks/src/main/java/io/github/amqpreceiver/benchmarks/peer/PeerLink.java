package io.github.amqpreceiver.benchmarks.peer;

/**
 * The sending end of one link: its credit, and at a rate when the next message is due.
 * Confined to the loop of its connection.
 */
final class PeerLink {

	// a sender that fell behind (a pause of either side) does not catch up with a burst
	private static final long MAX_LAG_NANOS = 10_000_000;

	private final PeerSession session;

	private final int handle;

	private final TransferBatch batch;

	private final long intervalNanos;

	private int deliveryCount;

	private int credit;

	private long dueNanos;

	private boolean queued;

	private boolean silent;

	PeerLink(PeerSession session, int handle, TransferBatch batch, LinkAddress address) {
		this.session = session;
		this.handle = handle;
		this.batch = batch;
		this.silent = address.isIdle();
		this.intervalNanos = address.isPaced() ? 1_000_000_000L / address.perSecond() : 0;
	}

	TransferBatch batch() {
		return this.batch;
	}

	boolean isPaced() {
		return this.intervalNanos > 0;
	}

	boolean canSend() {
		return !this.silent && this.credit > 0 && this.session.room(this.batch.framesPerMessage()) > 0;
	}

	int deliveryCount() {
		return this.deliveryCount;
	}

	int credit() {
		return this.credit;
	}

	int handle() {
		return this.handle;
	}

	void detach() {
		this.silent = true;
	}

	/**
	 * Marks the link as waiting in its connection's queue.
	 * @return whether it was not there before
	 */
	boolean enterQueue() {
		boolean entered = !this.queued;
		this.queued = true;
		return entered;
	}

	void leaveQueue() {
		this.queued = false;
	}

	/**
	 * Takes the credit of a flow.
	 * @param receiversCount delivery-count as the receiver saw it
	 * @param linkCredit link-credit of the flow
	 */
	void grant(int receiversCount, int linkCredit) {
		this.credit = receiversCount + linkCredit - this.deliveryCount;
	}

	/**
	 * Uses up all credit without a message, which is the answer to drain.
	 */
	void drain() {
		this.deliveryCount += this.credit;
		this.credit = 0;
	}

	/**
	 * Adds to the burst what credit, session window and rate allow.
	 * @param nowNanos the clock
	 */
	void fill(long nowNanos) {
		if (!canSend() || isPaced() && !isDue(nowNanos)) {
			return;
		}
		int window = this.session.room(this.batch.framesPerMessage());
		int messages = isPaced() ? 1 : Math.min(Math.min(this.credit, window), this.batch.room());
		for (int i = 0; i < messages; i++) {
			this.session.send(this.batch, this.handle, nowNanos);
		}
		this.credit -= messages;
		this.deliveryCount += messages;
	}

	private boolean isDue(long nowNanos) {
		if (this.dueNanos == 0 || nowNanos - this.dueNanos > MAX_LAG_NANOS) {
			this.dueNanos = nowNanos;
		}
		if (nowNanos < this.dueNanos) {
			return false;
		}
		this.dueNanos += this.intervalNanos;
		return true;
	}

}
