package io.github.amqpreceiver.internal.connection;

import java.util.function.Consumer;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.transport.EventLoops;

/**
 * Whether it is of use to say anew who we are: only where the credentials have changed
 * since the connection was made, so that a peer which refuses them is asked once for
 * each. Touched only on the event loop.
 */
final class Reauthentication {

	private final EventLoops loops;

	private final Loop loop;

	private final Credentials credentials;

	Reauthentication(EventLoops loops, Loop loop, Credentials credentials) {
		this.loops = loops;
		this.loop = loop;
		this.credentials = credentials;
	}

	/**
	 * Asks for the credentials of now.
	 * @param used what the peer knows
	 * @param changed told on the event loop whether they are others
	 */
	void ask(ResolvedCredentials used, Consumer<Boolean> changed) {
		this.loops.offLoop(this.loop, () -> {
			boolean others = !ResolvedCredentials.of(this.credentials).equals(used);
			this.loop.execute(() -> changed.accept(others));
			// None are to be had, so there is nothing new to say.
		}, (failure) -> changed.accept(false));
	}

}
