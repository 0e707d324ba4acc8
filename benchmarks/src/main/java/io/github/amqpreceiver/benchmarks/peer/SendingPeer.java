package io.github.amqpreceiver.benchmarks.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import io.github.amqpreceiver.benchmarks.process.Json;
import io.github.amqpreceiver.benchmarks.process.Lifeline;

/**
 * The process of the sending peer. Listens on a free port of the loopback interface,
 * prints it as its first line, and answers every line with its {@link PeerStatistics}.
 */
public final class SendingPeer {

	private final List<PeerLoop> loops = new ArrayList<>();

	private final ServerSocketChannel server;

	SendingPeer(int threads) throws IOException {
		this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		for (int i = 0; i < threads; i++) {
			PeerLoop loop = new PeerLoop(i);
			this.loops.add(loop);
			loop.start();
		}
		Thread acceptor = new Thread(this::accept, "peer-acceptor");
		acceptor.setDaemon(true);
		acceptor.start();
	}

	public static void main(String[] args) throws IOException {
		// half of the machine: the contender has the other half
		SendingPeer peer = new SendingPeer(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
		Lifeline.say(Integer.toString(peer.port()));
		Lifeline.serve((line) -> Json.write(peer.statistics()));
	}

	int port() throws IOException {
		return ((InetSocketAddress) this.server.getLocalAddress()).getPort();
	}

	private void accept() {
		try {
			for (int i = 0;; i++) {
				this.loops.get(i % this.loops.size()).serve(this.server.accept());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	PeerStatistics statistics() {
		PeerCounters sum = new PeerCounters();
		long cpuNanos = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
		for (PeerLoop loop : this.loops) {
			sum.add(loop.counters().join());
		}
		return new PeerStatistics(sum.nanos, cpuNanos, sum.sent, sum.settled, sum.notAccepted, sum.dispositions,
				sum.samples(), sum.roundTrip(0.5), sum.roundTrip(0.99));
	}

}
