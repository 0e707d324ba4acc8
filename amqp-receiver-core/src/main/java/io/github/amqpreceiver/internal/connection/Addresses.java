package io.github.amqpreceiver.internal.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;

/**
 * Which address is tried next: the one that worked last, then the others in turn; for one
 * attempt, the one that a peer redirected to. Touched only on the event loop.
 */
final class Addresses {

	private final List<Address> all;

	private int next;

	private Destination current;

	private @Nullable Destination redirect;

	private int redirects;

	Addresses(List<Address> configured, boolean shuffle) {
		this.all = new ArrayList<>(configured);
		if (shuffle) {
			Collections.shuffle(this.all);
		}
		this.current = Destination.of(this.all.get(0));
	}

	Destination next() {
		if (this.redirect != null) {
			this.current = this.redirect;
			this.redirect = null;
		}
		else {
			this.current = Destination.of(this.all.get(this.next % this.all.size()));
			this.next++;
		}
		return this.current;
	}

	/** The current address works: it is tried first when it is lost. */
	void succeeded() {
		int index = this.all.indexOf(this.current.address());
		if (index >= 0) {
			this.next = index;
		}
	}

	/**
	 * The current address has worked for a while. To work for a moment is not enough:
	 * peers that redirect do so after the open.
	 */
	void stable() {
		this.redirects = 0;
	}

	/** Goes to another place next, so many redirects after the last stable success. */
	int redirect(Destination target) {
		this.redirect = target;
		return ++this.redirects;
	}

	Address current() {
		return this.current.address();
	}

	int count() {
		return this.all.size();
	}

}
