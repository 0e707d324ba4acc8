package io.github.amqpreceiver.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.PerformativeDecoder;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A peer on loopback that the test plays byte by byte, on its own thread: what a scripted
 * peer that encodes properly cannot send.
 */
final class RawPeer implements AutoCloseable {

	private static final byte[] MECHANISMS = { 0, 0, 0, 25, 2, 1, 0, 0, 0, 0x53, 0x40, (byte) 0xc0, 12, 1, (byte) 0xa3,
			9, 'A', 'N', 'O', 'N', 'Y', 'M', 'O', 'U', 'S' };

	private static final byte[] OUTCOME = { 0, 0, 0, 16, 2, 1, 0, 0, 0, 0x53, 0x44, (byte) 0xc0, 3, 1, 0x50, 0 };

	private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final PerformativeDecoder decoder = new PerformativeDecoder(Limits.DEFAULT);

	private final DispositionFrame disposition = new DispositionFrame(Limits.DEFAULT);

	private Socket socket = new Socket();

	private final List<Object> seen = new ArrayList<>();

	private int largestFrame;

	private int channel;

	RawPeer() throws IOException {
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** Accepts a connection and lets it in; the peer's open frame is awaited next. */
	void letIn() throws IOException {
		this.server.setSoTimeout(10_000);
		this.socket = this.server.accept();
		this.socket.setSoTimeout(10_000);
		this.socket.setTcpNoDelay(true);
		in().readFully(new byte[8]);
		write((buf) -> FrameWriter.writeProtocolHeader(buf, true));
		write((buf) -> buf.writeBytes(MECHANISMS));
		readFrame();
		write((buf) -> buf.writeBytes(OUTCOME));
		in().readFully(new byte[8]);
		write((buf) -> FrameWriter.writeProtocolHeader(buf, false));
		await(Performative.Open.class);
	}

	void open(long maxFrameSize) throws IOException {
		answerOpen(maxFrameSize);
		await(Performative.Begin.class);
	}

	void answerOpen(long maxFrameSize) throws IOException {
		write((buf) -> FrameWriter.write(buf, 0,
				new Performative.Open("peer", null, maxFrameSize, 100, 0, List.of(), List.of(), Map.of())));
	}

	void begin(long nextOutgoingId, long incomingWindow) throws IOException {
		write((buf) -> FrameWriter.write(buf, 0,
				new Performative.Begin(0, nextOutgoingId, incomingWindow, 2_000, 100, List.of(), List.of(), Map.of())));
		await(Performative.Attach.class);
	}

	void attach() throws IOException {
		write((buf) -> FrameWriter.write(buf, 0, attach("link", 0, false)));
		await(Performative.Flow.class);
	}

	static Performative attach(String name, long handle, boolean receiver) {
		return new Performative.Attach(name, handle, receiver, (byte) 2, (byte) 0,
				Terminus.SourceTerminus.of(Source.of("q")), Terminus.TargetTerminus.of("t", List.of()), 0, 0, List.of(),
				List.of(), Map.of());
	}

	static void transfer(ByteBuf buf, long handle, long id, boolean more, byte[] payload) {
		transfer(buf, 0, handle, id, more, payload);
	}

	static void transfer(ByteBuf buf, int channel, long handle, long id, boolean more, byte[] payload) {
		FrameWriter.writeTransfer(buf, channel, handle, id, new byte[] { 1 }, 0, false, more,
				Unpooled.wrappedBuffer(payload), 0, payload.length);
	}

	/** A message whose body is a text. */
	static byte[] message(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		ByteBuf buf = Unpooled.buffer();
		buf.writeByte(0).writeByte(0x53).writeByte(0x77).writeByte(0xb1).writeInt(utf8.length).writeBytes(utf8);
		byte[] bytes = new byte[buf.readableBytes()];
		buf.readBytes(bytes);
		return bytes;
	}

	/** Sends what is written, in one piece. */
	void write(Consumer<ByteBuf> frames) throws IOException {
		ByteBuf buf = Unpooled.buffer();
		frames.accept(buf);
		OutputStream out = this.socket.getOutputStream();
		buf.readBytes(out, buf.readableBytes());
		out.flush();
	}

	/**
	 * The next frame of a kind; those of other kinds are passed over.
	 * @return the frame
	 */
	<T> T await(Class<T> kind) throws IOException {
		while (true) {
			Object frame = decode(readFrame());
			this.seen.add(frame);
			if (kind.isInstance(frame)) {
				return kind.cast(frame);
			}
		}
	}

	private Object decode(ByteBuf frame) {
		int body = FrameHeader.SIZE;
		if (frame.writerIndex() == body) {
			return "heartbeat";
		}
		if (PerformativeDecoder.descriptor(frame, body, frame.writerIndex()) == Descriptors.DISPOSITION) {
			this.disposition.decode(frame, body, frame.writerIndex());
			return new Disposition(this.disposition.first(), this.disposition.last(), this.disposition.settled(),
					String.valueOf(this.disposition.outcome()));
		}
		return this.decoder.decode(frame, body, frame.writerIndex());
	}

	private ByteBuf readFrame() throws IOException {
		int size = in().readInt();
		this.largestFrame = Math.max(this.largestFrame, size);
		byte[] rest = new byte[size - Integer.BYTES];
		in().readFully(rest);
		ByteBuf frame = Unpooled.buffer(size).writeInt(size).writeBytes(rest);
		this.channel = frame.getUnsignedShort(6);
		return frame;
	}

	/** Of the frame that was read last. */
	int channel() {
		return this.channel;
	}

	/** Every frame until now; the test may forget them. */
	List<Object> seen() {
		return this.seen;
	}

	/** Ends the connection without a word. */
	void cut() throws IOException {
		this.socket.close();
	}

	int largestFrame() {
		return this.largestFrame;
	}

	/** Reads on until the other side has closed the socket. */
	void awaitEnd() throws IOException {
		try {
			in().transferTo(OutputStream.nullOutputStream());
		}
		catch (EOFException | SocketException ex) {
			// Closed with bytes of ours unread: a reset is an end too.
		}
	}

	private DataInputStream in() throws IOException {
		return new DataInputStream(this.socket.getInputStream());
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		this.server.close();
	}

	/** A disposition of the receiver. */
	record Disposition(long first, long last, boolean settled, String outcome) {
	}

}
