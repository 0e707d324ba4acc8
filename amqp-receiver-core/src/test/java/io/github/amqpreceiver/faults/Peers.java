package io.github.amqpreceiver.faults;

import io.github.amqpreceiver.options.Address;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;

/** What scripts of several tests have in common. */
final class Peers {

	private Peers() {
	}

	/** Lets a receiver with a prefetch of 300 attach. */
	static void wellTo(ProtonTestServer peer) {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond();
		peer.expectBegin().respond();
		attaches(peer);
	}

	/** Lets a link attach that has a prefetch of 300. */
	static void attaches(ProtonTestServer peer) {
		peer.expectAttach().ofReceiver().respond();
		peer.expectFlow().withLinkCredit(300);
	}

	static Address address(ProtonTestServer peer) {
		return new Address("127.0.0.1", peer.getServerURI().getPort(), false);
	}

}
