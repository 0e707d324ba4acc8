package io.github.amqpreceiver.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.internal.message.Decoding;
import io.github.amqpreceiver.internal.message.LazyMessage;
import io.github.amqpreceiver.internal.message.MessageCopy;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of decoding a message, and of writing what comes with every burst. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

	private static final int FRAME_HEADER = 8;

	private final Decoding decoding = new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT);

	private final byte[] encoded = SampleMessage.of(100, true).encoded();

	private final ByteBuf frame = Unpooled.directBuffer();

	private final ByteBuf out = Unpooled.directBuffer();

	private final TransferFrame transfer = new TransferFrame(Limits.DEFAULT);

	public CodecBenchmark() {
		FrameWriter.writeTransfer(this.frame, 0, 0, 1_000_000, new byte[4], 0, false, false,
				Unpooled.wrappedBuffer(this.encoded), 0, this.encoded.length);
	}

	@Benchmark
	public int transferPerformative() {
		this.transfer.decode(this.frame, FRAME_HEADER, this.frame.writerIndex());
		return this.transfer.payloadLength();
	}

	@Benchmark
	public LazyMessage copyOfAMessage() {
		this.transfer.decode(this.frame, FRAME_HEADER, this.frame.writerIndex());
		return MessageCopy.of(this.frame, this.transfer.tagIndex(), this.transfer.tagLength(),
				this.transfer.payloadIndex(), this.transfer.payloadLength(), 0, this.decoding);
	}

	@Benchmark
	public ByteBuffer bodyView() {
		return message().bodyBuffer();
	}

	@Benchmark
	public @Nullable Object oneApplicationProperty() {
		return message().applicationProperty(SampleMessage.KEY);
	}

	@Benchmark
	public Map<String, @Nullable Object> allApplicationProperties() {
		return message().applicationProperties();
	}

	@Benchmark
	public MessageProperties properties() {
		return message().properties();
	}

	@Benchmark
	public int dispositionAndFlow() {
		this.out.clear();
		FrameWriter.writeDisposition(this.out, 0, true, 1_000_000, 1_000_149, true, Outcome.accepted());
		FrameWriter.writeFlow(this.out, 0, 1_000_150, 2048, 1, 2048, 0, 1_000_150, 300, -1, false, false);
		return this.out.writerIndex();
	}

	private LazyMessage message() {
		return new LazyMessage(this.encoded, 0, 0, this.decoding);
	}

}
