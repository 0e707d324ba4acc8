package io.github.amqpreceiver.testsupport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.amqpreceiver.testsupport.ProxyLane.CutAfter;
import io.github.amqpreceiver.testsupport.ProxyLane.Slices;

/**
 * A TCP proxy on loopback that breaks what goes through it on request: cut, stalled,
 * slow, sliced, corrupted. Faults take effect at once, on the connections that are open
 * and on those to come, until {@link #heal()}. Safe for use by any thread; a method that
 * cuts or stalls returns when it has happened.
 *
 * @since 0.1.0
 */
public final class FaultyProxy implements AutoCloseable {

	private final ProxyLoop loop;

	private FaultyProxy(ProxyLoop loop) {
		this.loop = loop;
	}

	/**
	 * Starts a proxy on an ephemeral port.
	 * @param targetPort the server's port on loopback
	 * @return the listening proxy
	 */
	public static FaultyProxy to(int targetPort) {
		return to(loopback(targetPort));
	}

	/**
	 * Starts a proxy on an ephemeral port.
	 * @param target where the server listens, or will
	 * @return the listening proxy
	 */
	public static FaultyProxy to(InetSocketAddress target) {
		ProxyLoop loop = Attempt.call("start a proxy", () -> new ProxyLoop(target));
		loop.start();
		return new FaultyProxy(loop);
	}

	/**
	 * The port that clients connect to.
	 * @return the port on loopback
	 */
	public int port() {
		return this.loop.port();
	}

	/**
	 * Sends connections to come somewhere else.
	 * @param targetPort the server's port on loopback
	 */
	public void target(int targetPort) {
		this.loop.target = loopback(targetPort);
	}

	/**
	 * Cuts every connection with RST.
	 * @return how many
	 */
	public int cutWithReset() {
		return cut(Cut.RESET);
	}

	/**
	 * Cuts every connection with FIN.
	 * @return how many
	 */
	public int cutWithFin() {
		return cut(Cut.FIN);
	}

	/**
	 * Cuts the first connection on which so many more bytes have passed, once.
	 * @param direction one direction
	 * @param bytes how many bytes pass, counted from now on open connections and from the
	 * beginning on new ones
	 * @param cut how to cut
	 */
	public void cutAfter(Direction direction, long bytes, Cut cut) {
		each(direction, (lane) -> lane.cutAfter.set(new CutAfter(cut, bytes)));
	}

	/**
	 * Lets no byte through any more, nor the news that a side has closed. Nothing is
	 * lost: {@link #resume()} delivers what was held back.
	 * @param direction the direction that stalls
	 */
	public void stall(Direction direction) {
		each(direction, (lane) -> lane.stalled = true);
	}

	/**
	 * Ends a {@link #stall(Direction)}.
	 */
	public void resume() {
		each(Direction.BOTH, (lane) -> lane.stalled = false);
	}

	/**
	 * Delays every byte.
	 * @param direction the direction that is delayed
	 * @param latency the delay, zero for none
	 */
	public void latency(Direction direction, Duration latency) {
		each(direction, (lane) -> lane.latencyNanos = latency.toNanos());
	}

	/**
	 * Writes the stream in pieces of random size.
	 * @param direction the direction that is sliced
	 * @param min bytes of the smallest piece, at least 1
	 * @param max bytes of the largest piece
	 */
	public void slice(Direction direction, int min, int max) {
		if (min < 1 || max < min) {
			throw new IllegalArgumentException("Pieces of " + min + " to " + max + " bytes: must be 1 <= min <= max");
		}
		each(direction, (lane) -> lane.slices = new Slices(min, max));
	}

	/**
	 * Limits the rate of each connection.
	 * @param direction the direction that is limited
	 * @param bytesPerSecond the rate, 0 for no limit
	 */
	public void throttle(Direction direction, long bytesPerSecond) {
		each(direction, (lane) -> lane.bytesPerSecond = bytesPerSecond);
	}

	/**
	 * Inverts bytes at random.
	 * @param direction the direction that is corrupted
	 * @param probability the probability for each byte, 0 for never
	 */
	public void corrupt(Direction direction, double probability) {
		each(direction, (lane) -> lane.corruption = probability);
	}

	/**
	 * Inverts the byte at an offset of every connection's stream.
	 * @param direction the direction that is corrupted
	 * @param offset the offset from the connection's first byte, -1 for none
	 */
	public void corruptAt(Direction direction, long offset) {
		each(direction, (lane) -> lane.corruptOffset = offset);
	}

	/**
	 * Makes what is random in connections to come the same in every run.
	 * @param seed the seed
	 */
	public void seed(long seed) {
		this.loop.seed = seed;
	}

	/**
	 * Says what becomes of clients that come from now on; those that are connected stay
	 * as they are.
	 * @param mode what to do with them
	 */
	public void newConnections(NewConnections mode) {
		this.loop.call(() -> this.loop.mode(mode));
	}

	/**
	 * Stops listening: clients that come get connection refused.
	 */
	public void refuseNew() {
		newConnections(NewConnections.REFUSE);
	}

	/**
	 * Accepts clients that come and never says a byte to them.
	 */
	public void acceptAndStaySilent() {
		newConnections(NewConnections.SILENT);
	}

	/**
	 * Ends all faults and forwards new connections again. Silent connections stay silent.
	 */
	public void heal() {
		each(Direction.BOTH, ProxyLane::heal);
		newConnections(NewConnections.FORWARD);
	}

	/**
	 * Connections that are open now, silent ones included.
	 * @return their number
	 */
	public int connectionCount() {
		return (int) this.loop.live.get();
	}

	/**
	 * When clients connected: every attempt that reached the proxy, which those that were
	 * refused did not.
	 * @return the times in order
	 */
	public List<Instant> attempts() {
		return List.copyOf(this.loop.attempts);
	}

	/**
	 * Bytes that were written on; one that has just arrived may be counted a moment
	 * later.
	 * @param direction the direction
	 * @return the sum over all connections
	 */
	public long bytes(Direction direction) {
		long sum = 0;
		if (direction.includes(Direction.TO_SERVER)) {
			sum += this.loop.toServer.bytes.get();
		}
		if (direction.includes(Direction.TO_CLIENT)) {
			sum += this.loop.toClient.bytes.get();
		}
		return sum;
	}

	/**
	 * Closes the port and all connections.
	 */
	@Override
	public void close() {
		this.loop.close();
	}

	private static InetSocketAddress loopback(int port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	private int cut(Cut kind) {
		AtomicInteger count = new AtomicInteger();
		this.loop.call(() -> {
			count.addAndGet(this.loop.forEach((connection) -> connection.close(kind)));
			count.addAndGet(this.loop.cutSilent(kind));
		});
		return count.get();
	}

	private void each(Direction direction, Consumer<ProxyLane> change) {
		this.loop.call(() -> {
			if (direction.includes(Direction.TO_SERVER)) {
				change.accept(this.loop.toServer);
			}
			if (direction.includes(Direction.TO_CLIENT)) {
				change.accept(this.loop.toClient);
			}
			// What was held back may go now.
			long now = System.nanoTime();
			this.loop.forEach((connection) -> connection.pump(now));
		});
	}

}
