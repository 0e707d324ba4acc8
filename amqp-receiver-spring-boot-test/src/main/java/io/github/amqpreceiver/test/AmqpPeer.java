package io.github.amqpreceiver.test;

import java.time.Duration;
import java.util.List;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 1.0 peer in this JVM, for tests: delivers what the test says, tells what became
 * of it, and breaks links, sessions and connections when it is told to. It listens on a
 * free port of the loopback address, lets everybody in, and has every address.
 * <p>
 * It is a scripted partner and no broker: nothing is stored, filters are recorded and not
 * applied, and a message that the application gave back is delivered again when the test
 * says so.
 * <p>
 * Thread-safe. Methods return once what they say has been done or written; those that
 * begin with {@code await} wait for the application, and fail with an
 * {@link AssertionError} that says what the peer saw instead. At an address at most
 * 10,000 messages wait and 10,000 sent ones are kept.
 *
 * @since 0.1
 */
public final class AmqpPeer implements AutoCloseable {

	/** How long is waited where the test does not say. */
	public static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Container container = new Container();

	private final PeerServer server = new PeerServer(this.container);

	private final PeerCalls calls = new PeerCalls(this.server, this.container);

	private AmqpPeer() {
	}

	/**
	 * Starts a peer.
	 * @return a peer that listens
	 */
	public static AmqpPeer start() {
		return new AmqpPeer();
	}

	/**
	 * Where the peer listens.
	 * @return an address without TLS
	 */
	public Address address() {
		return new Address("127.0.0.1", this.server.port(), false);
	}

	/**
	 * Delivers a message to the next link that the application has attached to an
	 * address, once that has credit. Several links take turns.
	 * @param address the address
	 * @param message the message
	 * @return what becomes of it
	 * @throws IllegalStateException if 10,000 messages wait there already
	 */
	public PeerDelivery deliver(String address, OutgoingMessage message) {
		return deliver(address, (failedBefore) -> Encoding.encode(message, failedBefore), 0);
	}

	/**
	 * Delivers a text, as an amqp-value of type string; see
	 * {@link #deliver(String, OutgoingMessage)}.
	 * @param address the address
	 * @param text the text
	 * @return what becomes of it
	 */
	public PeerDelivery deliverText(String address, String text) {
		return deliver(address, OutgoingMessage.text(text).build());
	}

	/**
	 * Delivers JSON, as data of content-type {@code application/json}; see
	 * {@link #deliver(String, OutgoingMessage)}.
	 * @param address the address
	 * @param json the JSON text
	 * @return what becomes of it
	 */
	public PeerDelivery deliverJson(String address, String json) {
		return deliver(address, OutgoingMessage.json(json).build());
	}

	/**
	 * Delivers bytes, as data without a content-type; see
	 * {@link #deliver(String, OutgoingMessage)}.
	 * @param address the address
	 * @param bytes the bytes
	 * @return what becomes of it
	 */
	public PeerDelivery deliverBytes(String address, byte[] bytes) {
		return deliver(address, OutgoingMessage.data(bytes.clone()).build());
	}

	/**
	 * Delivers bytes as the encoded message itself, which need not be one: to see what
	 * becomes of undecodable messages.
	 * @param address the address
	 * @param encoded what goes on the wire, the same at each attempt
	 * @return what becomes of it
	 */
	public PeerDelivery deliverEncoded(String address, byte[] encoded) {
		byte[] copy = encoded.clone();
		return deliver(address, (failedBefore) -> copy, 0);
	}

	PeerCalls calls() {
		return this.calls;
	}

	PeerDelivery deliver(String address, PeerDelivery.Payload payload, int failedBefore) {
		PeerDelivery delivery = new PeerDelivery(this, address, payload, failedBefore);
		// encoded here: what cannot be encoded is the caller's mistake
		payload.encoded(failedBefore);
		this.calls.tell(() -> this.container.node(address).deliver(delivery));
		return delivery;
	}

	/**
	 * Waits until the application has attached a link to an address to receive from it.
	 * @param address the address
	 * @return the link as it is then, the oldest one if there are several
	 */
	public PeerLink link(String address) {
		return awaitLinks(address, 1).get(0);
	}

	/**
	 * Waits until so many links are attached to an address.
	 * @param address the address
	 * @param count at least how many
	 * @return the links as they are then
	 */
	public List<PeerLink> awaitLinks(String address, int count) {
		return this.calls.await("%d links on '%s'".formatted(count, address), () -> {
			List<PeerLink> links = views(address);
			return (links.size() >= count) ? links : null;
		});
	}

	/**
	 * Waits until no link is attached to an address.
	 * @param address the address
	 */
	public void awaitNoLink(String address) {
		this.calls.await("that no link is on '%s'".formatted(address), () -> views(address).isEmpty() ? true : null);
	}

	/**
	 * Waits until the links of an address have a credit, all together. A link has none
	 * between its attach and its first flow.
	 * @param address the address
	 * @param credit how many messages exactly
	 */
	public void awaitCredit(String address, long credit) {
		this.calls.await("a credit of %d on '%s'".formatted(credit, address),
				() -> (!views(address).isEmpty() && views(address).stream().mapToLong(PeerLink::credit).sum() == credit)
						? true : null);
	}

	/**
	 * Waits until the application has tried to attach to an address so many times since
	 * the peer was started or reset, with success or without.
	 * @param address the address
	 * @param count at least how many times
	 */
	public void awaitAttaches(String address, int count) {
		this.calls.await("%d attaches to '%s'".formatted(count, address),
				() -> (this.container.node(address).attaches() >= count) ? true : null);
	}

	private List<PeerLink> views(String address) {
		return this.container.node(address).links().stream().map(OutgoingLink::view).toList();
	}

	/**
	 * The messages that the application has sent to an address so far.
	 * @param address the address; of a message on a link without a target, its {@code to}
	 * @return the messages in the order in which they came
	 */
	public List<ReceivedMessage> sent(String address) {
		return this.calls.ask(() -> List.copyOf(this.container.node(address).sent()));
	}

	/**
	 * Waits until the application has sent a message to an address.
	 * @param address the address
	 * @return the first message that it sent there
	 */
	public ReceivedMessage awaitSent(String address) {
		return awaitSent(address, 1).get(0);
	}

	/**
	 * Waits until the application has sent so many messages to an address.
	 * @param address the address
	 * @param count at least how many
	 * @return the messages in the order in which they came
	 */
	public List<ReceivedMessage> awaitSent(String address, int count) {
		return this.calls.await("%d messages sent to '%s'".formatted(count, address), () -> {
			List<ReceivedMessage> sent = this.container.node(address).sent();
			return (sent.size() >= count) ? List.copyOf(sent) : null;
		});
	}

	/**
	 * Answers messages that the application sends to an address from now on.
	 * @param address the address
	 * @param outcome what becomes of them; accepted until this is called
	 */
	public void answerSent(String address, Outcome outcome) {
		this.calls.tell(() -> this.container.node(address).answer(outcome));
	}

	/**
	 * Refuses links to an address from now on: each attach is answered without a source
	 * or target, and with a detach (AMQP 1.0, section 2.6.3).
	 * @param address the address
	 * @param condition the condition, such as {@code amqp:not-found}
	 */
	public void refuse(String address, Symbol condition) {
		rule(address, new AttachRule(true, error(condition)));
	}

	/**
	 * Attaches links to an address from now on, and detaches each of them at once.
	 * @param address the address
	 * @param condition the condition of the detach
	 */
	public void detachOnceAttached(String address, Symbol condition) {
		rule(address, new AttachRule(false, error(condition)));
	}

	/**
	 * Attaches links to an address again, after {@link #refuse} or
	 * {@link #detachOnceAttached}.
	 * @param address the address
	 */
	public void allow(String address) {
		rule(address, null);
	}

	private void rule(String address, @Nullable AttachRule rule) {
		this.calls.tell(() -> this.container.node(address).attachRule(rule));
	}

	/**
	 * Detaches the links that the application receives on from an address.
	 * @param address the address
	 * @param condition the condition of the detach
	 * @throws IllegalStateException if there is none
	 */
	public void detach(String address, Symbol condition) {
		this.calls.tell(() -> {
			List<OutgoingLink> links = List.copyOf(this.container.node(address).links());
			if (links.isEmpty()) {
				throw new IllegalStateException(
						"No link is on '%s' that could be detached. %s".formatted(address, this.container.describe()));
			}
			links.forEach((link) -> link.detach(error(condition)));
		});
	}

	/**
	 * Ends all sessions that the application has begun.
	 * @param condition the condition of the end
	 */
	public void endSessions(Symbol condition) {
		this.calls.tell(() -> this.container.everyConnection()
			.forEach((connection) -> connection.endSessions(error(condition))));
	}

	/**
	 * Closes all connections with a close frame.
	 * @param condition the condition of the close, such as {@code amqp:connection:forced}
	 */
	public void closeConnections(Symbol condition) {
		this.calls
			.tell(() -> this.container.everyConnection().forEach((connection) -> connection.close(error(condition))));
	}

	/** Cuts all connections: their sockets are reset (RST), and no frame says why. */
	public void cutConnections() {
		this.calls.tell(() -> this.container.everyConnection().forEach(PeerConnection::cut));
	}

	/**
	 * Reads and writes nothing more, heartbeats included; sockets stay open, and new ones
	 * are accepted without an answer.
	 */
	public void stall() {
		this.calls.tell(() -> this.container.stall(true));
	}

	/** Reads and writes again after {@link #stall()}, what came in between first. */
	public void resume() {
		this.calls.tell(() -> this.container.stall(false));
	}

	/**
	 * How many connections the application has.
	 * @return sockets that are open
	 */
	public int connections() {
		return this.calls.ask(() -> this.container.connections().size());
	}

	/**
	 * Makes the peer as new for the next test: waiting and sent messages are dropped,
	 * rules and answers forgotten, and no outcome is waited for any more. Links stay
	 * attached, but a connection that holds unsettled messages, or that was stalled, is
	 * cut.
	 */
	public void reset() {
		this.calls.tell(this.container::reset);
	}

	/** Cuts all connections and ends; idempotent. */
	@Override
	public void close() {
		if (this.server.isOpen()) {
			this.server.close();
		}
	}

	private static ErrorCondition error(Symbol condition) {
		return new ErrorCondition(condition, "the test says so");
	}

}
