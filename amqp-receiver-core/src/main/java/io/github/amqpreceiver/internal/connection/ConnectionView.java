package io.github.amqpreceiver.internal.connection;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.internal.frame.FrameTrace;
import io.github.amqpreceiver.internal.protocol.Loop;
import org.jspecify.annotations.Nullable;

/**
 * What any thread may see of a connection, over all its sockets. Noted on the event loop
 * as it happens (I8).
 */
public final class ConnectionView {

	private final Loop loop;

	private final FrameTrace frames = new FrameTrace();

	private volatile boolean open;

	private volatile @Nullable AmqpReceiverException lastError;

	private volatile @Nullable PeerInfo peer;

	private volatile boolean tracing;

	ConnectionView(Loop loop, boolean tracing) {
		this.loop = loop;
		this.tracing = tracing;
	}

	void opened(PeerInfo remote) {
		this.open = true;
		this.peer = remote;
	}

	void lost() {
		this.open = false;
	}

	void failed(AmqpReceiverException failure) {
		this.lastError = failure;
	}

	FrameTrace frames() {
		return this.frames;
	}

	boolean tracing() {
		return this.tracing;
	}

	/**
	 * Whether the connection is open.
	 * @return whether it is
	 */
	public boolean isOpen() {
		return this.open;
	}

	/**
	 * The last failure.
	 * @return the failure, or null
	 */
	public @Nullable AmqpReceiverException lastError() {
		return this.lastError;
	}

	/**
	 * The peer.
	 * @return the peer, or null before the first open
	 */
	public @Nullable PeerInfo peer() {
		return this.peer;
	}

	/**
	 * Switches the frame trace.
	 * @param on whether frames are logged
	 */
	public void trace(boolean on) {
		this.tracing = on;
	}

	/**
	 * The last frames; waits for the event loop.
	 * @return a stage of one line a frame
	 */
	public CompletionStage<List<String>> recentFrames() {
		return CompletableFuture.supplyAsync(this.frames::recent, this.loop);
	}

}
