package io.github.amqpreceiver.internal.protocol;

import java.util.function.BooleanSupplier;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.SessionOptions;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One AMQP connection over one socket, from the open frame to the close frame: opened
 * once, ended once (I4). Touched only on its event loop (I1). Reading is told in bursts:
 * what a burst causes is written at its end, and flushed once.
 * <p>
 * I7: whatever a peer sends, it ends as a close, end or detach with the specification's
 * condition, never as an exception to the caller.
 */
public final class ConnectionEngine {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionEngine.class);

	private final Settings settings;

	private final Loop loop;

	private final Wire wire;

	private final Listener listener;

	private final MemoryBudget budget;

	private final Sessions sessions = new Sessions();

	private final Burst burst;

	private final FrameLog frames;

	private final FrameRouter router;

	private final RemoteOpen remote;

	private final FrameOutput output;

	private final EchoLimiter echoes;

	private final IdleWatch idle;

	private State state = State.NEW;

	private int framesIn;

	private long bytesIn;

	/**
	 * A connection that is not opened yet.
	 * @param settings what it says of itself and allows
	 * @param loop its event loop
	 * @param wire where it writes
	 * @param trace remembers and logs frames
	 * @param listener is told what becomes of it
	 */
	public ConnectionEngine(Settings settings, Loop loop, Wire wire, FrameTrace trace, Listener listener) {
		this.settings = settings;
		this.loop = loop;
		this.wire = wire;
		this.listener = listener;
		this.burst = new Burst(loop, wire, this.sessions);
		this.frames = new FrameLog(logger, trace, settings.prefix(), settings.tracing());
		this.router = new FrameRouter(this, this.sessions, this.frames, settings.limits());
		this.remote = new RemoteOpen(settings.limits());
		this.output = new FrameOutput(settings, wire, this.frames, this.remote, this.burst);
		this.budget = new MemoryBudget(settings.limits().inFlightBytes());
		this.echoes = new EchoLimiter(loop);
		this.idle = new IdleWatch(loop, settings.idleNanos(), this.output, this::silent);
	}

	/** Sends the open frame; the protocol headers were exchanged before. */
	public void open() {
		this.state = State.OPEN_SENT;
		this.output.write(0, this.settings.open());
	}

	/** Frames follow. */
	public void burstBegan() {
		this.burst.began();
	}

	/**
	 * One whole frame.
	 * @param buf holds it
	 * @param start where its size field is
	 * @param end where it ends
	 */
	public void onFrame(ByteBuf buf, int start, int end) {
		if (this.state == State.ENDED) {
			return;
		}
		this.idle.frameRead(this.burst.now());
		this.framesIn++;
		this.bytesIn += end - start;
		try {
			this.router.frame(buf, start, end);
		}
		catch (DecodeException ex) {
			fail(new ErrorCondition(Conditions.DECODE_ERROR, ex.getMessage()));
		}
		catch (ProtocolError ex) {
			fail(ex.condition());
		}
		catch (RuntimeException ex) {
			logger.error("{} A frame could not be handled, which is a fault of this library; the connection is closed",
					this.settings.prefix(), ex);
			fail(new ErrorCondition(Conditions.INTERNAL_ERROR, "a frame could not be handled: " + ex));
		}
		this.burst.frameHandled();
	}

	void onOpen(int channel, Performative.Open open) {
		this.remote.accept(channel, open);
		if (this.state == State.OPEN_SENT) {
			this.state = State.OPENED;
			this.idle.start(open.idleTimeOut());
			this.listener.opened(this, open);
		}
	}

	private void silent(long nanos) {
		long millis = nanos / 1_000_000;
		this.output.write(0, new Performative.Close(
				new ErrorCondition(Conditions.RESOURCE_LIMIT_EXCEEDED, "no frame came for " + millis + " ms")));
		end(new TransportException("The peer at " + this.settings.peer() + " was silent for " + millis
				+ " ms, longer than the idle timeout of " + this.settings.idleNanos() / 1_000_000
				+ " ms; the connection was cut", null, null));
	}

	void onClose(Performative.Close close) {
		State before = this.state;
		if (before != State.CLOSE_SENT) {
			this.output.write(0, new Performative.Close(null));
		}
		end((before == State.CLOSE_SENT) ? new ReceiverClosedException("The connection was closed", null, null)
				: Failures.closed(this.settings.peer(), close.error(), before == State.OPEN_SENT));
	}

	/**
	 * Frames could not be cut, or a protocol error was found: tells the peer and ends.
	 * @param error what to tell
	 */
	public void fail(ErrorCondition error) {
		if (this.state == State.ENDED) {
			return;
		}
		this.listener.violated(null, this.settings.peer(), error);
		this.output.write(0, new Performative.Close(error));
		end(Failures.violation("connection to " + this.settings.peer(), error));
	}

	/** The peer broke the protocol in a session, on a link unless that is null. */
	void violated(SessionEngine session, @Nullable Link link, ProtocolError error) {
		String where = this.settings.peer() + ", channel " + session.channel();
		this.listener.violated((link != null) ? link.name() : null,
				(link != null) ? where + ", handle " + link.handle : where, error.condition());
	}

	/** The burst is over: settlements, flows and the one flush of it. */
	public void burstEnded() {
		this.frames.burstEnded();
		this.burst.ended();
		if (this.framesIn > 0) {
			metrics().received(this.framesIn, this.bytesIn);
			this.framesIn = 0;
			this.bytesIn = 0;
		}
	}

	void touch(SessionEngine session) {
		this.sessions.touch(session);
	}

	/**
	 * Begins a session.
	 * @param options its settings
	 * @param sessionListener is told what becomes of it
	 * @return the session
	 * @throws ConfigurationException when the peer allows no further one
	 */
	public SessionEngine begin(SessionOptions options, SessionEngine.Listener sessionListener) {
		int channelMax = this.remote.channelMax();
		int channel = this.sessions.freeChannel();
		if (channel > channelMax) {
			throw new ConfigurationException("The peer at " + this.settings.peer() + " allows " + (channelMax + 1)
					+ " sessions on a connection, and all are in use: share sessions or open another connection", null,
					null);
		}
		SessionEngine session = new SessionEngine(this, channel, options, sessionListener);
		this.sessions.add(session);
		session.begin();
		return session;
	}

	void unmap(SessionEngine session) {
		this.sessions.unmap(session);
	}

	/** Sends the close frame and waits for the peer's. */
	public void close() {
		if (this.state == State.OPENED || this.state == State.OPEN_SENT) {
			this.output.write(0, new Performative.Close(null));
			this.state = State.CLOSE_SENT;
		}
		else if (this.state == State.NEW) {
			end(new ReceiverClosedException("The connection was closed", null, null));
		}
	}

	/**
	 * Ends at once: the socket is gone, or waiting was in vain.
	 * @param why what ended it
	 */
	public void end(AmqpReceiverException why) {
		if (this.state == State.ENDED) {
			return;
		}
		this.frames.explain(why);
		this.state = State.ENDED;
		this.idle.stop();
		this.wire.close();
		this.sessions.takeAll().forEach((session) -> session.onLost(why));
		this.listener.ended(this, why);
	}

	/** Answers a flow with echo, at a bounded rate. */
	void echo(Object who, Runnable answer) {
		this.echoes.answer(who, answer);
	}

	void debug(String text, Object value) {
		logger.debug(this.settings.prefix() + " " + text, value);
	}

	Loop loop() {
		return this.loop;
	}

	Burst burst() {
		return this.burst;
	}

	FrameOutput output() {
		return this.output;
	}

	MemoryBudget budget() {
		return this.budget;
	}

	Limits limits() {
		return this.settings.limits();
	}

	FrameLog frames() {
		return this.frames;
	}

	ConnectionMetrics metrics() {
		return this.settings.metrics();
	}

	/** Our own, for error messages. */
	String containerId() {
		return this.settings.open().containerId();
	}

	/** The peer's product and version, for error messages. */
	@Nullable String product() {
		return this.remote.product();
	}

	/**
	 * Whether sessions can be begun.
	 * @return whether the peer has opened, and nobody has closed since
	 */
	public boolean usable() {
		return this.state == State.OPENED;
	}

	/** Whether the peer's open is awaited. */
	boolean opening() {
		return this.state == State.OPEN_SENT;
	}

	/** Whether the peer's close is awaited. */
	boolean closing() {
		return this.state == State.CLOSE_SENT;
	}

	/** The states of section 2.4.6 that matter to this side. */
	private enum State {

		NEW, OPEN_SENT, OPENED, CLOSE_SENT, ENDED

	}

	/**
	 * What a connection says of itself and allows.
	 *
	 * @param open the open frame
	 * @param limits what the peer may make us hold or do
	 * @param idleNanos after how long without a frame the peer counts as gone, 0 for
	 * never
	 * @param metrics counts frames and bytes
	 * @param peer the address that was dialled, for error messages
	 * @param prefix what log lines begin with
	 * @param tracing whether frames are logged at this moment
	 */
	public record Settings(Performative.Open open, Limits limits, long idleNanos, ConnectionMetrics metrics,
			String peer, String prefix, BooleanSupplier tracing) {
	}

	/** Told what becomes of the connection; called on the event loop. */
	public interface Listener {

		/**
		 * The peer has opened too.
		 * @param connection the connection
		 * @param open what the peer said of itself
		 */
		void opened(ConnectionEngine connection, Performative.Open open);

		/**
		 * The connection is over; called once, after its sessions were told.
		 * @param connection the connection
		 * @param why what ended it
		 */
		void ended(ConnectionEngine connection, AmqpReceiverException why);

		/**
		 * The peer broke the protocol.
		 * @param link the link's name, or null
		 * @param where the peer, and the channel and handle where there are any
		 * @param error what the peer is told
		 */
		void violated(@Nullable String link, String where, ErrorCondition error);

	}

}
