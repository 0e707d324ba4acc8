package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.Source;

/**
 * A peer that sends what it was allowed to and not one frame more: it waits, for seconds
 * at most, until the session's window and the link's credit have room.
 */
final class HonestPeer implements AutoCloseable {

	private final RawPeer peer = new RawPeer();

	private final Map<Integer, Session> sessions = new HashMap<>();

	private final Map<String, Long> outcomes = new HashMap<>();

	HonestPeer() throws IOException {
	}

	int port() {
		return this.peer.port();
	}

	/** Lets the connection open, with the first session. */
	void connect() throws IOException {
		this.peer.letIn();
		this.peer.write((buf) -> FrameWriter.write(buf, 0,
				new Performative.Open("peer", null, 65_536, 100, 0, List.of(), List.of(), Map.of())));
	}

	/** Answers a begin and says its channel. */
	int begin() throws IOException {
		Performative.Begin begin = await(Performative.Begin.class);
		int channel = this.peer.channel();
		this.sessions.put(channel, new Session(begin.incomingWindow()));
		this.peer.write((buf) -> FrameWriter.write(buf, channel,
				new Performative.Begin(channel, 0, 1_000, 1_000, 100, List.of(), List.of(), Map.of())));
		return channel;
	}

	/** Answers an attach and says its handle. */
	int attach(int channel) throws IOException {
		Performative.Attach attach = await(Performative.Attach.class);
		int handle = (int) attach.handle();
		this.peer.write((buf) -> FrameWriter.write(buf, channel,
				new Performative.Attach(attach.name(), handle, false, (byte) 2, (byte) 0,
						Terminus.SourceTerminus.of(Source.of("q")), Terminus.TargetTerminus.of("t", List.of()), 0, 0,
						List.of(), List.of(), Map.of())));
		return handle;
	}

	/** Sends a message as soon as it may. */
	void send(int channel, int handle, byte[] message) throws IOException {
		Session session = session(channel);
		while (session.window == 0 || session.links.getOrDefault(handle, 0L) == 0) {
			read();
		}
		session.window--;
		session.sent++;
		session.links.merge(handle, -1L, Long::sum);
		session.counts.merge(handle, 1L, Long::sum);
		long id = session.deliveryId++;
		this.peer.write((buf) -> RawPeer.transfer(buf, channel, handle, id, false, message));
	}

	/** Reads until so many deliveries had an outcome. */
	void awaitOutcomes(String outcome, long deliveries) throws IOException {
		while (outcomes(outcome) < deliveries) {
			read();
		}
	}

	/** How many deliveries had an outcome so far. */
	long outcomes(String outcome) {
		return this.outcomes.getOrDefault(outcome, 0L);
	}

	/** What else comes on the way is heeded. */
	private <T> T await(Class<T> kind) throws IOException {
		Object frame = read();
		while (!kind.isInstance(frame)) {
			frame = read();
		}
		return kind.cast(frame);
	}

	private Object read() throws IOException {
		Object frame = this.peer.await(Object.class);
		if (frame instanceof Performative.Flow flow) {
			session(this.peer.channel()).on(flow);
		}
		else if (frame instanceof RawPeer.Disposition disposition) {
			String kind = disposition.outcome().replaceAll("\\[.*", "");
			this.outcomes.merge(kind, disposition.last() - disposition.first() + 1, Long::sum);
		}
		return frame;
	}

	private Session session(int channel) {
		return this.sessions.get(channel);
	}

	RawPeer raw() {
		return this.peer;
	}

	@Override
	public void close() throws IOException {
		this.peer.close();
	}

	/** What may be sent on a session. */
	private static final class Session {

		private final Map<Integer, Long> links = new HashMap<>();

		private final Map<Integer, Long> counts = new HashMap<>();

		private long window;

		private long sent;

		private long deliveryId;

		Session(long window) {
			this.window = window;
		}

		/** Section 2.5.6 and 2.6.7. */
		void on(Performative.Flow flow) {
			this.window = flow.nextIncomingId() + flow.incomingWindow() - this.sent;
			if (flow.handle() >= 0) {
				int handle = (int) flow.handle();
				this.links.put(handle, flow.deliveryCount() + flow.linkCredit() - this.counts.getOrDefault(handle, 0L));
			}
		}

	}

}
