package io.github.amqpreceiver.internal.protocol;

/**
 * What is read from the socket in one go, and when what it causes is written: at its end,
 * or at the end of a part of it, with one flush. Outcomes that come while nothing is read
 * are written when the loop is woken for them. Touched only on the event loop (I1), but
 * for the inbox.
 */
final class Burst {

	/** How long outcomes may wait for company. */
	private static final long PATIENCE_NANOS = 1_000_000;

	private final Loop loop;

	private final Wire wire;

	private final Sessions sessions;

	private final SettlementInbox inbox;

	private boolean running;

	private boolean partDue;

	private boolean looking;

	private long now;

	Burst(Loop loop, Wire wire, Sessions sessions) {
		this.loop = loop;
		this.wire = wire;
		this.sessions = sessions;
		this.inbox = new SettlementInbox(this::inboxFilled);
		this.now = loop.nanoTime();
	}

	void began() {
		this.running = true;
		this.now = this.loop.nanoTime();
	}

	/** So much has come that the end of the burst should not be waited for. */
	void partIsDue() {
		this.partDue = true;
	}

	/** A frame was handled: ends the part that it completed, if any. */
	void frameHandled() {
		if (this.partDue) {
			this.partDue = false;
			settle();
			this.wire.flush();
			this.now = this.loop.nanoTime();
		}
	}

	/** Writes settlements and flows; whoever reads flushes. */
	void ended() {
		settle();
		this.running = false;
	}

	/** Handlers have messages, and may keep back for a moment what they have settled. */
	void handlersAtWork() {
		this.inbox.patient();
		if (!this.looking) {
			this.looking = true;
			this.loop.schedule(this::look, PATIENCE_NANOS);
		}
	}

	/** A slow handler must not keep back the outcomes of those before it. */
	private void look() {
		this.looking = false;
		this.inbox.impatient();
		this.inbox.announce();
	}

	/** Any thread. */
	private void inboxFilled() {
		if (!this.running || !this.loop.inLoop()) {
			this.loop.execute(this::settle);
		}
	}

	private void settle() {
		if (!this.running) {
			this.now = this.loop.nanoTime();
		}
		do {
			HeldDelivery delivery = this.inbox.announced() ? this.inbox.takeAll() : null;
			while (delivery != null) {
				HeldDelivery next = delivery.nextSettled;
				delivery.nextSettled = null;
				delivery.link.settlements().decided(delivery);
				delivery = next;
			}
			this.sessions.burstEnded();
			// Inline handlers settle while the burst is ended: theirs belong to it too.
		}
		while (this.inbox.announced());
	}

	/** The clock as it was when the burst, or this part of it, began. */
	long now() {
		return this.now;
	}

	/** The clock, read anew where no burst runs. */
	long time() {
		return this.running ? this.now : this.loop.nanoTime();
	}

	SettlementInbox inbox() {
		return this.inbox;
	}

}
