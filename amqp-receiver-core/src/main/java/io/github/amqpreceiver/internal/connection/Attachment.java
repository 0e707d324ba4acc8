package io.github.amqpreceiver.internal.connection;

import java.time.Duration;

import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import org.jspecify.annotations.Nullable;

/**
 * The one link that a receiver has at a time, and the one thing that it waits for.
 * Touched only on the event loop (I1).
 */
final class Attachment {

	private final Loop loop;

	private @Nullable ReceiverLink link;

	private @Nullable SessionEngine session;

	private Loop.@Nullable Timer deadline;

	Attachment(Loop loop) {
		this.loop = loop;
	}

	void set(ReceiverLink made, SessionEngine on) {
		this.link = made;
		this.session = on;
	}

	void clear() {
		this.link = null;
		this.session = null;
		meet();
	}

	@Nullable ReceiverLink link() {
		return this.link;
	}

	/** The session that the link was attached on, as long as it is of use. */
	@Nullable SessionEngine usableSession() {
		SessionEngine on = this.session;
		return (on != null && on.usable()) ? on : null;
	}

	/** What must happen within a time; what was waited for before is forgotten. */
	void within(Duration delay, Runnable late) {
		meet();
		this.deadline = this.loop.schedule(late, delay.toNanos());
	}

	/** What was waited for has happened. */
	void meet() {
		if (this.deadline != null) {
			this.deadline.cancel();
			this.deadline = null;
		}
	}

}
