package io.github.amqpreceiver.internal.protocol;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.PerformativeDecoder;
import io.github.amqpreceiver.internal.frame.TransferFrame;
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

	/** Below this a peer's idle time-out cannot be kept up with (F-17). */
	private static final long SHORTEST_IDLE_MILLIS = 100;

	private final Settings settings;

	private final Loop loop;

	private final Wire wire;

	private final Listener listener;

	private final MemoryBudget budget;

	private final SettlementInbox inbox;

	private final FrameTrace trace;

	private final PerformativeDecoder decoder;

	private final TransferFrame transfer;

	private final DispositionFrame disposition;

	private final Sessions sessions = new Sessions();

	private final EchoLimiter echoes;

	private final IdleWatch idle;

	private State state = State.NEW;

	private boolean inBurst;

	private long now;

	private int framesIn;

	private long bytesIn;

	private int framesOut;

	private Performative.@Nullable Open remoteOpen;

	/** The frame that is being read, for the trace of one link, unless it was shown. */
	private @Nullable ByteBuf frame;

	private int frameStart;

	private int frameEnd;

	private boolean shown;

	private int remoteMaxFrameSize = 512;

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
		this.trace = trace;
		this.listener = listener;
		this.decoder = new PerformativeDecoder(settings.limits());
		this.transfer = new TransferFrame(settings.limits());
		this.disposition = new DispositionFrame(settings.limits());
		this.budget = new MemoryBudget(settings.limits().inFlightBytes());
		this.inbox = new SettlementInbox(this::inboxFilled);
		this.now = loop.nanoTime();
		this.echoes = new EchoLimiter(loop);
		this.idle = new IdleWatch(loop, settings.idleNanos(), this::beat, this::silent);
	}

	/** Sends the open frame; the protocol headers were exchanged before. */
	public void open() {
		this.state = State.OPEN_SENT;
		write(0, this.settings.open());
	}

	/** Frames follow. */
	public void burstBegan() {
		this.inBurst = true;
		this.now = this.loop.nanoTime();
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
		this.idle.frameRead(this.now);
		this.framesIn++;
		this.bytesIn += end - start;
		try {
			frame(buf, start, end);
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
	}

	private void frame(ByteBuf buf, int start, int end) {
		int dataOffset = buf.getUnsignedByte(start + 4) << 2;
		int type = buf.getUnsignedByte(start + 5);
		int channel = buf.getUnsignedShort(start + 6);
		int body = start + dataOffset;
		if (dataOffset < FrameHeader.SIZE || body > end) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR, "a frame of %d bytes has data offset %d",
					end - start, dataOffset);
		}
		if (type != FrameHeader.TYPE_AMQP) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR, "a frame of type %d came where AMQP frames go",
					type);
		}
		if (body == end) {
			return;
		}
		long descriptor = PerformativeDecoder.descriptor(buf, body, end);
		if (descriptor != Descriptors.TRANSFER) {
			this.trace.frame(false, buf, start, end);
		}
		this.shown = this.settings.tracing().getAsBoolean();
		this.frame = buf;
		this.frameStart = start;
		this.frameEnd = end;
		if (this.shown) {
			show(false, buf, start, end, null);
		}
		if (this.state == State.CLOSE_SENT && descriptor != Descriptors.CLOSE && descriptor != Descriptors.OPEN) {
			// It was on its way when the close was sent (section 2.4.6).
			return;
		}
		if (descriptor == Descriptors.TRANSFER && this.state != State.OPEN_SENT) {
			this.transfer.decode(buf, body, end);
			this.trace.transfer(channel, this.transfer);
			atSession(channel, "transfer", (session) -> session.onTransfer(this.transfer, buf));
		}
		else if (descriptor == Descriptors.DISPOSITION && this.state != State.OPEN_SENT) {
			this.disposition.decode(buf, body, end);
			atSession(channel, "disposition", (session) -> session.onDisposition(this.disposition));
		}
		else {
			dispatch(channel, this.decoder.decode(buf, body, end));
		}
	}

	private void dispatch(int channel, Performative performative) {
		if (this.state == State.OPEN_SENT && !(performative instanceof Performative.Open)
				&& !(performative instanceof Performative.Close)) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "a frame came before the open");
		}
		if (performative instanceof Performative.Open open) {
			onOpen(channel, open);
		}
		else if (performative instanceof Performative.Close close) {
			onClose(close);
		}
		else if (performative instanceof Performative.Begin begin) {
			onBegin(channel, begin);
		}
		else if (performative instanceof Performative.Attach attach) {
			atSession(channel, "attach", (session) -> session.onAttach(attach));
		}
		else if (performative instanceof Performative.Flow flow) {
			atSession(channel, "flow", (session) -> session.onFlow(flow));
		}
		else if (performative instanceof Performative.Detach detach) {
			atSession(channel, "detach", (session) -> session.onDetach(detach));
		}
		else if (performative instanceof Performative.End end) {
			atSession(channel, "end", (session) -> session.onEnd(end));
		}
	}

	private void onOpen(int channel, Performative.Open open) {
		if (this.state != State.OPEN_SENT && this.state != State.CLOSE_SENT || channel != 0
				|| this.remoteOpen != null) {
			throw ProtocolError.connection((channel != 0) ? Conditions.FRAMING_ERROR : Conditions.ILLEGAL_STATE,
					(channel != 0) ? "an open came on channel " + channel : "a second open came");
		}
		if (open.maxFrameSize() < 512) {
			throw ProtocolError.connection(Conditions.INVALID_FIELD, "the open has max-frame-size %d, below 512",
					open.maxFrameSize());
		}
		if (open.idleTimeOut() > 0 && open.idleTimeOut() < SHORTEST_IDLE_MILLIS) {
			throw ProtocolError.connection(Conditions.NOT_ALLOWED,
					"the open has an idle-time-out of %d ms, which heartbeats cannot keep up with", open.idleTimeOut());
		}
		this.remoteOpen = open;
		// Bounded by what we accept ourselves: no buffer grows because a peer allows it.
		this.remoteMaxFrameSize = (int) Math.min(open.maxFrameSize(), this.settings.limits().maxFrameSize());
		if (this.state == State.CLOSE_SENT) {
			return;
		}
		this.state = State.OPENED;
		this.idle.start(open.idleTimeOut());
		this.listener.opened(this, open);
	}

	private void beat() {
		FrameWriter.writeEmpty(out());
		written(1);
	}

	private void silent(long nanos) {
		long millis = nanos / 1_000_000;
		write(0, new Performative.Close(
				new ErrorCondition(Conditions.RESOURCE_LIMIT_EXCEEDED, "no frame came for " + millis + " ms")));
		end(new TransportException("The peer at " + this.settings.peer() + " was silent for " + millis
				+ " ms, longer than the idle timeout of " + this.settings.idleNanos() / 1_000_000
				+ " ms; the connection was cut", null, null));
	}

	private void onBegin(int channel, Performative.Begin begin) {
		if (channel > this.settings.limits().channelMax()) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR,
					"a begin came on channel %d, but channel-max is %d", channel, this.settings.limits().channelMax());
		}
		int answered = begin.remoteChannel();
		SessionEngine session = this.sessions.begunHere(answered);
		if (session == null) {
			throw ProtocolError.connection(Conditions.NOT_ALLOWED,
					(answered < 0) ? "a session was begun by the peer, which this side does not offer"
							: "a begin came for channel %d, which this side did not begin",
					answered);
		}
		if (!this.sessions.map(channel, session)) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "a second begin came on channel %d", channel);
		}
		session.onBegin(begin);
	}

	private void atSession(int channel, String frame, Consumer<SessionEngine> action) {
		SessionEngine session = this.sessions.at(channel);
		if (session == null) {
			throw ProtocolError.connection(Conditions.NOT_ALLOWED, "a %s came on channel %d, which no session has",
					frame, channel);
		}
		touch(session);
		try {
			action.accept(session);
		}
		catch (ProtocolError ex) {
			if (ex.level() != ProtocolError.Level.SESSION) {
				throw ex;
			}
			violated(null, ex);
			session.fail(ex);
		}
	}

	private void onClose(Performative.Close close) {
		State before = this.state;
		if (before != State.CLOSE_SENT) {
			write(0, new Performative.Close(null));
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
		this.listener.violated(null, error);
		write(0, new Performative.Close(error));
		end(Failures.violation("connection to " + this.settings.peer(), error));
	}

	void violated(@Nullable String link, ProtocolError error) {
		this.listener.violated(link, error.condition());
	}

	/** The burst is over: settlements, flows and the one flush of it. */
	public void burstEnded() {
		this.frame = null;
		drainInbox();
		this.inBurst = false;
		if (this.framesIn > 0) {
			metrics().received(this.framesIn, this.bytesIn);
			this.framesIn = 0;
			this.bytesIn = 0;
		}
	}

	private void inboxFilled() {
		if (!this.inBurst || !this.loop.inLoop()) {
			this.loop.execute(this::drainInbox);
		}
	}

	private void drainInbox() {
		if (!this.inBurst) {
			this.now = this.loop.nanoTime();
		}
		do {
			HeldDelivery delivery = this.inbox.takeAll();
			while (delivery != null) {
				HeldDelivery next = delivery.nextSettled;
				delivery.nextSettled = null;
				delivery.link.decided(delivery);
				delivery = next;
			}
			this.sessions.burstEnded();
			// Inline handlers settle while the burst is ended: theirs belong to it too.
		}
		while (!this.inbox.isEmpty());
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
		int channelMax = (int) Math.min(Objects.requireNonNull(this.remoteOpen).channelMax(),
				this.settings.limits().channelMax());
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
			write(0, new Performative.Close(null));
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
		explain(why);
		this.state = State.ENDED;
		this.idle.stop();
		this.wire.close();
		this.sessions.takeAll().forEach((session) -> session.onLost(why));
		this.listener.ended(this, why);
	}

	void write(int channel, Performative performative) {
		write(channel, null, performative);
	}

	void write(int channel, @Nullable Link link, Performative performative) {
		ByteBuf out = out();
		int start = out.writerIndex();
		FrameWriter.write(out, channel, performative);
		int size = out.writerIndex() - start;
		if (performative instanceof Performative.Attach attach && size > this.remoteMaxFrameSize) {
			out.writerIndex(start);
			throw new ConfigurationException("The attach frame of link '" + attach.name() + "' has " + size
					+ " bytes, but the peer at " + this.settings.peer() + " takes frames of " + this.remoteMaxFrameSize
					+ ": use fewer or shorter properties, filters or capabilities", null, null);
		}
		traced(out, start, link);
		written(1);
	}

	/** The last frames go with a failure, unless this side wanted the end. */
	void explain(AmqpReceiverException why) {
		if (!(why instanceof ReceiverClosedException)) {
			why.recordFrames(this.trace::recent);
		}
	}

	ByteBuf out() {
		return this.wire.out();
	}

	void written(int frames) {
		this.framesOut += frames;
		this.idle.written(this.inBurst ? this.now : this.loop.nanoTime());
		this.wire.written();
	}

	/**
	 * How many frames were written since this was last asked.
	 * @return frames
	 */
	public int takeFramesOut() {
		int frames = this.framesOut;
		this.framesOut = 0;
		return frames;
	}

	/** Answers a flow with echo, at a bounded rate. */
	void echo(Object who, Runnable answer) {
		this.echoes.answer(who, answer);
	}

	void schedule(Runnable task, long delayNanos) {
		this.loop.schedule(task, delayNanos);
	}

	void execute(Runnable task) {
		this.loop.execute(task);
	}

	void debug(String text, Object value) {
		logger.debug(this.settings.prefix() + " " + text, value);
	}

	/** The clock as it was when the running burst began. */
	long now() {
		return this.now;
	}

	long clock() {
		return this.loop.nanoTime();
	}

	MemoryBudget budget() {
		return this.budget;
	}

	Limits limits() {
		return this.settings.limits();
	}

	SettlementInbox inbox() {
		return this.inbox;
	}

	/** Notes the frame that was appended last. */
	void traced(ByteBuf out, int start, @Nullable Link link) {
		traced(out, start, out.writerIndex(), link);
	}

	/** Notes the frames that were appended since. */
	void tracedAll(ByteBuf out, int since, @Nullable Link link) {
		int start = since;
		while (start < out.writerIndex()) {
			int end = start + out.getInt(start);
			traced(out, start, end, link);
			start = end;
		}
	}

	private void traced(ByteBuf out, int start, int end, @Nullable Link link) {
		this.trace.frame(true, out, start, end);
		if (this.settings.tracing().getAsBoolean() || (link != null && link.tracing())) {
			show(true, out, start, end, link);
		}
	}

	/** The frame that is being read concerns a link. */
	void showIncoming(Link link) {
		ByteBuf buf = this.frame;
		if (!this.shown && buf != null && link.tracing()) {
			this.shown = true;
			show(false, buf, this.frameStart, this.frameEnd, link);
		}
	}

	private void show(boolean outgoing, ByteBuf buf, int start, int end, @Nullable Link link) {
		logger.info("{} {}{}", this.settings.prefix(), (link != null) ? link.name() + " " : "",
				FrameTrace.line(outgoing, buf, start, end));
	}

	ConnectionMetrics metrics() {
		return this.settings.metrics();
	}

	int remoteMaxFrameSize() {
		return this.remoteMaxFrameSize;
	}

	/** The peer's product and version, for error messages. */
	@Nullable String product() {
		return (this.remoteOpen == null) ? null : PeerProduct.of(this.remoteOpen);
	}

	/**
	 * Whether sessions can be begun.
	 * @return whether the peer has opened, and nobody has closed since
	 */
	public boolean usable() {
		return this.state == State.OPENED;
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
		 * @param error what the peer is told
		 */
		void violated(@Nullable String link, ErrorCondition error);

	}

}
