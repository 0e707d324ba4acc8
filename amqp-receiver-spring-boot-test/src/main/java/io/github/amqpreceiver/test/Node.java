package io.github.amqpreceiver.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one address: messages that wait for a link with credit, links that take
 * turns, and messages that the application sent there. Touched only on the peer's thread.
 */
final class Node {

	/** How many messages wait, and how many that were sent are kept. */
	static final int CAPACITY = 10_000;

	private final Deque<PeerDelivery> waiting = new ArrayDeque<>();

	private final Deque<OutgoingLink> links = new ArrayDeque<>();

	private final List<ReceivedMessage> sent = new ArrayList<>();

	private final String address;

	private @Nullable AttachRule attachRule;

	private Outcome answer = Outcome.accepted();

	private int attaches;

	Node(String address) {
		this.address = address;
	}

	void deliver(PeerDelivery delivery) {
		if (this.waiting.size() >= CAPACITY) {
			throw new IllegalStateException(
					"%d messages wait on '%s' already, and no link takes them".formatted(CAPACITY, this.address));
		}
		this.waiting.add(delivery);
		pump();
		this.links.forEach(OutgoingLink::flush);
	}

	/**
	 * Puts deliveries back whose link was lost before they were settled.
	 * @param lost the deliveries, in the order in which they were sent
	 */
	void again(List<PeerDelivery> lost) {
		ListIterator<PeerDelivery> last = lost.listIterator(lost.size());
		while (last.hasPrevious()) {
			PeerDelivery delivery = last.previous();
			if (!delivery.isForgotten()) {
				delivery.lost();
				this.waiting.addFirst(delivery);
			}
		}
		pump();
	}

	/** Sends what waits to the links that may have it, each in turn. */
	void pump() {
		int refusals = 0;
		while (!this.waiting.isEmpty() && refusals < this.links.size()) {
			OutgoingLink link = this.links.remove();
			this.links.add(link);
			if (link.canSend(this.waiting.element())) {
				link.send(this.waiting.remove());
				refusals = 0;
			}
			else {
				refusals++;
			}
		}
	}

	Outcome take(ReceivedMessage message) {
		if (this.sent.size() >= CAPACITY) {
			return Outcome.rejected(new ErrorCondition(Conditions.RESOURCE_LIMIT_EXCEEDED,
					"the peer keeps %d messages of an address".formatted(CAPACITY)));
		}
		this.sent.add(message);
		return this.answer;
	}

	void reset() {
		this.waiting.forEach(PeerDelivery::forget);
		this.waiting.clear();
		this.sent.clear();
		this.attachRule = null;
		this.answer = Outcome.accepted();
		this.attaches = 0;
	}

	void answer(Outcome outcome) {
		this.answer = outcome;
	}

	void attachRule(@Nullable AttachRule rule) {
		this.attachRule = rule;
	}

	@Nullable AttachRule attachRule() {
		return this.attachRule;
	}

	void attached() {
		this.attaches++;
	}

	int attaches() {
		return this.attaches;
	}

	String address() {
		return this.address;
	}

	Deque<OutgoingLink> links() {
		return this.links;
	}

	List<ReceivedMessage> sent() {
		return this.sent;
	}

	/** One line about this node, for the error of a test that waited in vain. */
	String describe() {
		List<String> attached = this.links.stream()
			.map((link) -> "'%s' with credit %d".formatted(link.view().name(), link.view().credit()))
			.toList();
		return "'%s' has %s, %d messages wait for credit, and the application sent %d there".formatted(this.address,
				attached.isEmpty() ? "no link" : "the links " + String.join(", ", attached), this.waiting.size(),
				this.sent.size());
	}

}
