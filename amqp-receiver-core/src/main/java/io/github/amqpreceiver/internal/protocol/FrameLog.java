package io.github.amqpreceiver.internal.protocol;

import java.util.function.BooleanSupplier;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The frames of one connection as people see them: the last ones are remembered for
 * failures, all or those of one link are logged while somebody wants it. Touched only on
 * the event loop.
 */
final class FrameLog {

	private final Logger logger;

	private final FrameTrace trace;

	private final String prefix;

	private final BooleanSupplier tracing;

	/** The frame that is being read, for the trace of one link, unless it was shown. */
	private @Nullable ByteBuf frame;

	private int frameStart;

	private int frameEnd;

	private boolean shown;

	FrameLog(Logger logger, FrameTrace trace, String prefix, BooleanSupplier tracing) {
		this.logger = logger;
		this.trace = trace;
		this.prefix = prefix;
		this.tracing = tracing;
	}

	/**
	 * A frame came.
	 * @param remembered whether it is remembered now; a transfer is once it is decoded
	 */
	void reading(ByteBuf buf, int start, int end, boolean remembered) {
		if (remembered) {
			this.trace.frame(false, buf, start, end);
		}
		this.shown = this.tracing.getAsBoolean();
		this.frame = buf;
		this.frameStart = start;
		this.frameEnd = end;
		if (this.shown) {
			show(false, buf, start, end, null);
		}
	}

	/** The frame that is being read is this transfer. */
	void transfer(int channel, TransferFrame transfer) {
		this.trace.transfer(channel, transfer);
	}

	/** The frame that is being read concerns a link. */
	void concern(Link link) {
		ByteBuf buf = this.frame;
		if (!this.shown && buf != null && link.tracing()) {
			this.shown = true;
			show(false, buf, this.frameStart, this.frameEnd, link);
		}
	}

	void burstEnded() {
		this.frame = null;
	}

	/** Notes the frame that was appended last. */
	void written(ByteBuf out, int start, @Nullable Link link) {
		written(out, start, out.writerIndex(), link);
	}

	/** Notes the frames that were appended since. */
	void writtenAll(ByteBuf out, int since, @Nullable Link link) {
		int start = since;
		while (start < out.writerIndex()) {
			int end = start + out.getInt(start);
			written(out, start, end, link);
			start = end;
		}
	}

	private void written(ByteBuf out, int start, int end, @Nullable Link link) {
		this.trace.frame(true, out, start, end);
		if (this.tracing.getAsBoolean() || (link != null && link.tracing())) {
			show(true, out, start, end, link);
		}
	}

	private void show(boolean outgoing, ByteBuf buf, int start, int end, @Nullable Link link) {
		this.logger.info("{} {}{}", this.prefix, (link != null) ? link.name() + " " : "",
				FrameTrace.line(outgoing, buf, start, end));
	}

	/** The last frames go with a failure, unless this side wanted the end. */
	void explain(AmqpReceiverException why) {
		if (!(why instanceof ReceiverClosedException)) {
			why.recordFrames(this.trace::recent);
		}
	}

}
