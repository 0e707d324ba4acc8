package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of one connection by channel; touched only on the event loop.
 */
final class Sessions {

	private final List<SessionEngine> touched = new ArrayList<>();

	private @Nullable SessionEngine[] local = new SessionEngine[4];

	private @Nullable SessionEngine[] remote = new SessionEngine[4];

	int freeChannel() {
		int channel = 0;
		while (channel < this.local.length && this.local[channel] != null) {
			channel++;
		}
		return channel;
	}

	void add(SessionEngine session) {
		if (session.channel() >= this.local.length) {
			this.local = Arrays.copyOf(this.local, this.local.length * 2);
		}
		this.local[session.channel()] = session;
	}

	@Nullable SessionEngine begunHere(int channel) {
		return (channel >= 0 && channel < this.local.length) ? this.local[channel] : null;
	}

	/** Notes the channel that the peer chose; false when it is in use. */
	boolean map(int channel, SessionEngine session) {
		if (channel >= this.remote.length) {
			this.remote = Arrays.copyOf(this.remote, Math.max(channel + 1, this.remote.length * 2));
		}
		if (this.remote[channel] != null) {
			return false;
		}
		this.remote[channel] = session;
		return true;
	}

	@Nullable SessionEngine at(int channel) {
		return (channel < this.remote.length) ? this.remote[channel] : null;
	}

	void unmap(SessionEngine session) {
		this.local[session.channel()] = null;
		for (int i = 0; i < this.remote.length; i++) {
			if (this.remote[i] == session) {
				this.remote[i] = null;
			}
		}
	}

	void touch(SessionEngine session) {
		if (!session.touched) {
			session.touched = true;
			this.touched.add(session);
		}
	}

	void burstEnded() {
		for (int i = 0; i < this.touched.size(); i++) {
			SessionEngine session = this.touched.get(i);
			session.touched = false;
			session.burstEnded();
		}
		this.touched.clear();
	}

	List<SessionEngine> takeAll() {
		List<SessionEngine> taken = new ArrayList<>();
		for (SessionEngine session : this.local) {
			if (session != null) {
				taken.add(session);
			}
		}
		Arrays.fill(this.local, null);
		Arrays.fill(this.remote, null);
		this.touched.clear();
		return taken;
	}

}
