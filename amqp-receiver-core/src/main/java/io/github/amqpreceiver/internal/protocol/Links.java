package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.error.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * The links of one session by handle; touched only on the event loop.
 */
final class Links {

	private final List<Link> all = new ArrayList<>();

	private final List<Link> touched = new ArrayList<>();

	private @Nullable Link[] local = new Link[8];

	private @Nullable Link[] remote = new Link[8];

	/**
	 * Gives a link the lowest free handle.
	 * @return the handle, or -1 when all are in use
	 */
	int add(Link link, int handleMax) {
		int handle = 0;
		while (handle < this.local.length && this.local[handle] != null) {
			handle++;
		}
		if (handle > handleMax) {
			return -1;
		}
		if (handle == this.local.length) {
			this.local = Arrays.copyOf(this.local, handle * 2);
		}
		this.local[handle] = link;
		this.all.add(link);
		return handle;
	}

	void remove(Link link) {
		if (this.all.remove(link)) {
			this.local[link.handle] = null;
		}
	}

	/** The link of a name that the peer has not attached yet. */
	@Nullable Link awaiting(String name, boolean receiver) {
		for (Link link : this.all) {
			if (!link.mapped && link.receiver() == receiver && link.name().equals(name)) {
				return link;
			}
		}
		return null;
	}

	boolean map(int remoteHandle, Link link) {
		if (remoteHandle >= this.remote.length) {
			this.remote = Arrays.copyOf(this.remote, Math.max(remoteHandle + 1, this.remote.length * 2));
		}
		if (this.remote[remoteHandle] != null) {
			return false;
		}
		this.remote[remoteHandle] = link;
		link.mapped = true;
		return true;
	}

	void unmap(int remoteHandle) {
		this.remote[remoteHandle] = null;
	}

	Link byRemoteHandle(long handle, String frame) {
		Link link = (handle < this.remote.length) ? this.remote[(int) handle] : null;
		if (link == null) {
			throw ProtocolError.session(Conditions.UNATTACHED_HANDLE, "%s came for handle %d, which no link has", frame,
					handle);
		}
		return link;
	}

	List<Link> all() {
		return this.all;
	}

	void touch(Link link) {
		if (!link.touched) {
			link.touched = true;
			this.touched.add(link);
		}
	}

	void burstEnded() {
		for (int i = 0; i < this.touched.size(); i++) {
			Link link = this.touched.get(i);
			link.touched = false;
			link.burstEnded();
		}
		this.touched.clear();
	}

	List<Link> takeAll() {
		List<Link> taken = List.copyOf(this.all);
		this.all.clear();
		this.touched.clear();
		Arrays.fill(this.local, null);
		Arrays.fill(this.remote, null);
		return taken;
	}

}
