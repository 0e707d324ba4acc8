package io.github.amqpreceiver.internal.protocol;

import java.util.function.Consumer;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.internal.frame.Performative;
import org.jspecify.annotations.Nullable;

/**
 * When a receiving link tells its sender about credit (AMQP 1.0, section 2.6.7). Touched
 * only on the event loop.
 * <p>
 * Credit is topped up when a third of the window is free, so that the sender never runs
 * dry and a flow pays for many messages. The window is the target, or what memory makes
 * prudent, but never less than one message.
 */
final class CreditGrants {

	/**
	 * How many flows renew a window. A sender that sleeps takes as long to wake as two
	 * thirds of a usual window take here, but longer than a half; with more flows their
	 * own cost grows.
	 */
	private static final int PARTS = 3;

	/**
	 * How long a link without credit waits before it is topped up by less than a part.
	 */
	private static final long TRICKLE_NANOS = 5_000_000;

	/**
	 * How long a link waits before it asks again after a message came for which there was
	 * no memory: its sender has that message again at once.
	 */
	private static final long NO_ROOM_NANOS = 50_000_000;

	/** How long an echo may take until a drain is tried. */
	private static final long ECHO_NANOS = 500_000_000;

	private static final int NONE = -1;

	private final ReceiverLink link;

	private final SessionEngine session;

	private final ConnectionEngine connection;

	private final CreditLedger ledger;

	private final FlowWaiters waiters = new FlowWaiters();

	private int averageSize = 1_024;

	private boolean waiting;

	private boolean noRoom;

	/** The target to go back to after a probe by drain, or {@link #NONE}. */
	private int resumeTarget = NONE;

	CreditGrants(ReceiverLink link, SessionEngine session, CreditLedger ledger) {
		this.link = link;
		this.session = session;
		this.connection = session.connection();
		this.ledger = ledger;
	}

	/** A message of a size came, which says something of the next ones. */
	void seen(int size) {
		this.averageSize += (size - this.averageSize) >> 3;
	}

	/**
	 * A message went back because there is no memory for it: the next one is asked for
	 * after a pause, or the two sides would do nothing but pass it to and fro.
	 */
	void noRoom() {
		this.noRoom = true;
	}

	/**
	 * Whether so much of the window has come in one burst that the peer should hear of
	 * what became of it before the burst ends, or it would idle while this side works.
	 */
	boolean isPart(int messages) {
		return messages >= part(this.ledger.target());
	}

	/**
	 * The burst is over: grants what is due, and notes a drain that messages completed.
	 */
	void burstEnded() {
		if (this.ledger.drained()) {
			if (this.resumeTarget != NONE) {
				this.ledger.retarget(this.resumeTarget);
				this.resumeTarget = NONE;
			}
			this.link.updateGauges();
			this.waiters.drained();
		}
		topUp();
	}

	private void topUp() {
		int prudent = prudent();
		int grantable = grantable(prudent);
		if (grantable <= 0) {
			return;
		}
		if (this.noRoom) {
			grantLater(NO_ROOM_NANOS);
		}
		else if (grantable >= part(Math.min(this.ledger.target(), prudent))) {
			grant(grantable);
		}
		else if (this.ledger.credit() == 0) {
			// Handlers keep most of the window: what is left still has to be granted, or
			// the link would stall, but not with a frame for each message.
			grantLater(TRICKLE_NANOS);
		}
	}

	private static int part(int window) {
		return (window + PARTS - 1) / PARTS;
	}

	private void grantLater(long nanos) {
		if (!this.waiting) {
			this.waiting = true;
			this.connection.loop().schedule(this::grantNow, nanos);
		}
	}

	private void grantNow() {
		boolean halted = this.noRoom;
		this.waiting = false;
		this.noRoom = false;
		int grantable = grantable(prudent());
		if (grantable > 0 && (halted || this.ledger.credit() == 0)) {
			grant(grantable);
		}
	}

	private int prudent() {
		return this.connection.budget().prudent(this.averageSize);
	}

	private int grantable(int prudent) {
		if (!this.link.attached() || this.ledger.draining()) {
			return 0;
		}
		return Math.min(this.ledger.target() - this.ledger.held(), prudent) - this.ledger.credit();
	}

	private void grant(int messages) {
		this.ledger.grant(messages);
		writeFlow(false);
	}

	private void writeFlow(boolean echo) {
		if (this.link.attached()) {
			this.session.writeFlow(this.link, Serial.unsigned(this.ledger.deliveryCount()), this.ledger.credit(),
					this.ledger.draining(), echo);
			this.link.updateGauges();
		}
	}

	void onFlow(Performative.Flow flow) {
		if (flow.deliveryCount() >= 0 && !this.ledger.advance((int) flow.deliveryCount())) {
			throw ProtocolError.link(Conditions.INVALID_FIELD,
					"a flow on link '%s' counts %d deliveries, beyond the credit that was granted", this.link.name(),
					flow.deliveryCount());
		}
		this.waiters.answered();
		if (flow.echo()) {
			this.connection.echo(this, () -> writeFlow(false));
		}
	}

	void reset(int target, boolean drain, Consumer<@Nullable AmqpReceiverException> done) {
		this.resumeTarget = NONE;
		if (drain && target <= this.ledger.held() && this.ledger.credit() > 0) {
			// What is on the wire comes back by the drain; it is not lowered before.
			drain(done);
			return;
		}
		if (!drain) {
			// An earlier drain is overtaken: its answer would no longer be told apart.
			this.waiters.drained();
		}
		int before = this.ledger.credit();
		this.ledger.retarget(target);
		boolean lowered = this.ledger.credit() < before;
		this.ledger.grant(this.ledger.grantable());
		if (drain) {
			drain(done);
			return;
		}
		if (lowered) {
			this.waiters.addEcho((failure) -> {
			});
		}
		writeFlow(lowered);
		done.accept(null);
	}

	void drain(Consumer<@Nullable AmqpReceiverException> done) {
		this.resumeTarget = NONE;
		if (this.ledger.credit() == 0) {
			// Nothing to give back, and nothing to be granted until somebody asks.
			this.ledger.retarget(0);
			this.waiters.drained();
			done.accept(null);
			return;
		}
		this.waiters.addDrain(done);
		if (!this.ledger.draining()) {
			this.ledger.drain();
			writeFlow(false);
		}
	}

	/** Takes the credit back without an answer; whoever waits for a drain goes on. */
	void stop() {
		this.resumeTarget = NONE;
		this.ledger.retarget(0);
		writeFlow(false);
		this.waiters.drained();
	}

	void probe(Consumer<@Nullable AmqpReceiverException> done) {
		this.waiters.addEcho(done);
		writeFlow(true);
		this.connection.loop().schedule(this::probeByDrain, ECHO_NANOS);
	}

	/**
	 * Asks again in the other way that the specification gives: some peers ignore an
	 * echo, but all answer a drain, whose credit is then granted anew.
	 */
	private void probeByDrain() {
		if (!this.waiters.awaitEcho() || !this.link.attached() || this.ledger.credit() == 0 || this.ledger.draining()) {
			return;
		}
		this.resumeTarget = this.ledger.target();
		this.ledger.drain();
		writeFlow(true);
	}

	void end(AmqpReceiverException why) {
		this.waiters.fail(why);
	}

}
