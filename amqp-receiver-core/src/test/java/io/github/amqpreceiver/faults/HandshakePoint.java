package io.github.amqpreceiver.faults;

import java.util.function.Consumer;

import org.apache.qpid.protonj2.test.driver.ProtonTestServer;

/**
 * How far a peer gets with a receiver before it ends the connection. Those that come
 * before the open may only be cut: a close frame needs an open first.
 */
enum HandshakePoint {

	SASL_HEADER_RECEIVED(false, (peer) -> peer.expectSASLHeader()),

	SASL_HEADER_SENT(false, (peer) -> peer.expectSASLHeader().respondWithSASLHeader()),

	SASL_INIT_RECEIVED(false, (peer) -> {
		mechanisms(peer);
		peer.expectSaslInit().withMechanism("ANONYMOUS");
	}),

	SASL_OUTCOME_SENT(false, (peer) -> {
		mechanisms(peer);
		peer.expectSaslInit().withMechanism("ANONYMOUS");
		peer.remoteSaslOutcome().withCode((byte) 0).queue();
		peer.expectAMQPHeader();
	}),

	AMQP_HEADER_SENT(false, (peer) -> {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen();
	}),

	OPEN_SENT(true, (peer) -> {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond();
	}),

	BEGIN_RECEIVED(true, (peer) -> {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond();
		peer.expectBegin();
	}),

	BEGIN_SENT(true, (peer) -> {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond();
		peer.expectBegin().respond();
	}),

	ATTACH_RECEIVED(true, (peer) -> {
		begun(peer);
		peer.expectAttach().ofReceiver();
	}),

	ATTACH_SENT(true, (peer) -> {
		begun(peer);
		peer.expectAttach().ofReceiver().respond();
	}),

	FLOW_RECEIVED(true, Peers::wellTo),

	TRANSFER_BEGUN(true, (peer) -> {
		Peers.wellTo(peer);
		peer.remoteTransfer()
			.withHandle(0)
			.withDeliveryId(0)
			.withDeliveryTag(new byte[] { 1 })
			.withMessageFormat(0)
			.withMore(true)
			.withPayload(new byte[] { 0, 0x53, 0x77, (byte) 0xa1, 9, 'h' })
			.queue();
	});

	private final boolean open;

	private final Consumer<ProtonTestServer> script;

	HandshakePoint(boolean open, Consumer<ProtonTestServer> script) {
		this.open = open;
		this.script = script;
	}

	private static void mechanisms(ProtonTestServer peer) {
		peer.expectSASLHeader().respondWithSASLHeader();
		peer.remoteSaslMechanisms().withMechanisms("ANONYMOUS").queue();
	}

	private static void begun(ProtonTestServer peer) {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond();
		peer.expectBegin().respond();
	}

	boolean isOpen() {
		return this.open;
	}

	void scriptOf(ProtonTestServer peer) {
		this.script.accept(peer);
	}

}
