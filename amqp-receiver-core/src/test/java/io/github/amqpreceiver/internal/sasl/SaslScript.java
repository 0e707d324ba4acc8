package io.github.amqpreceiver.internal.sasl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.ProtonCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.security.SaslChallenge;
import org.apache.qpid.protonj2.types.security.SaslCode;
import org.apache.qpid.protonj2.types.security.SaslInit;
import org.apache.qpid.protonj2.types.security.SaslMechanisms;
import org.apache.qpid.protonj2.types.security.SaslOutcome;
import org.apache.qpid.protonj2.types.security.SaslResponse;

/** Plays the server, with the frames of another library, against one exchange. */
final class SaslScript implements SaslListener {

	final SaslExchange exchange;

	private final Deque<Object> sent = new ArrayDeque<>();

	/** What waits to be run elsewhere, and then on the event loop. */
	private final Deque<Runnable> tasks = new ArrayDeque<>();

	final List<AmqpReceiverException> failures = new ArrayList<>();

	int successes;

	SaslScript(SaslSettings settings) {
		this.exchange = new SaslExchange(settings, this.tasks::add, this.tasks::add, this::onSent, this);
	}

	static SaslSettings settings(SaslIdentity identity, String... mechanisms) {
		return new SaslSettings("amqps://broker.example:5671", "broker.example", identity, List.of(mechanisms), true,
				false, false);
	}

	private void onSent(ByteBuf frame) {
		this.sent.add(ProtonCodec.decodeSasl(ProtonCodec.body(frame, FrameHeader.TYPE_SASL, 0)));
		frame.release();
	}

	SaslScript offer(String... mechanisms) {
		return send(new SaslMechanisms()
			.setSaslServerMechanisms(Arrays.stream(mechanisms).map(Symbol::valueOf).toArray(Symbol[]::new)));
	}

	SaslScript challenge(byte[] data) {
		return send(new SaslChallenge().setChallenge(buffer(data)));
	}

	SaslScript outcome(SaslCode code) {
		return send(new SaslOutcome().setCode(code));
	}

	SaslScript outcome(SaslCode code, byte[] data) {
		return send(new SaslOutcome().setCode(code).setAdditionalData(buffer(data)));
	}

	SaslScript send(Object frame) {
		return send(ProtonCodec.encodeSasl(frame));
	}

	SaslScript send(byte[] body) {
		ByteBuf buf = Unpooled.buffer().writeByte(0).writeBytes(body);
		this.exchange.onFrame(buf, 1, buf.writerIndex());
		buf.release();
		return this;
	}

	/** Runs what was handed to the executors. */
	SaslScript work() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
		return this;
	}

	boolean works() {
		return !this.tasks.isEmpty();
	}

	SaslInit init() {
		return (SaslInit) this.sent.remove();
	}

	byte[] initialResponse() {
		return bytes(init().getInitialResponse());
	}

	byte[] response() {
		return bytes(((SaslResponse) this.sent.remove()).getResponse());
	}

	boolean isSilent() {
		return this.sent.isEmpty();
	}

	String failure() {
		if (this.failures.size() != 1 || this.successes > 0) {
			throw new AssertionError(this.failures + " and " + this.successes + " successes");
		}
		return this.failures.get(0).getMessage();
	}

	@Override
	public void succeeded() {
		this.successes++;
	}

	@Override
	public void failed(AmqpReceiverException failure) {
		this.failures.add(failure);
	}

	private static ProtonBuffer buffer(byte[] bytes) {
		return ProtonBufferAllocator.defaultAllocator().copy(bytes);
	}

	private static byte[] bytes(ProtonBuffer buffer) {
		byte[] bytes = new byte[buffer.getReadableBytes()];
		buffer.copyInto(buffer.getReadOffset(), bytes, 0, bytes.length);
		return bytes;
	}

}
