package io.github.amqpreceiver.benchmarks.runner;

import java.util.List;
import java.util.stream.Stream;

import io.github.amqpreceiver.benchmarks.peer.LinkAddress;

/**
 * One row heading of the report: what is received, and over how much.
 *
 * @param suite the section
 * @param name the name within its section
 * @param address the source address
 * @param connections the number of connections
 * @param links the number of links on each
 * @param prefetch link credit of each link
 * @param idle whether nothing is sent
 */
record Scenario(Suite suite, String name, String address, int connections, int links, int prefetch, boolean idle) {

	static final String ONE_LINK = "1 connection, 1 link";

	static final String CONNECTIONS = "16 connections";

	static final String LINKS = "1,000 links";

	static final String ONE_IDLE_LINK = "1 idle link";

	static final String IDLE_LINKS = "1,000 idle links";

	static final List<Integer> SIZES = List.of(100, 1024, 16 * 1024);

	static final List<Integer> PREFETCHES = List.of(10, 100, 1_000, 10_000);

	static final int MANY_LINKS = 1_000;

	private static final int PREFETCH = 300;

	private static final int SMALL = 100;

	/** How many messages may be on their way or prefetched at once. */
	long held() {
		return (long) this.connections * this.links * this.prefetch;
	}

	static List<Scenario> throughput() {
		return SIZES.stream().map((size) -> throughput(size, LinkAddress.UNPACED)).toList();
	}

	static List<Scenario> latency(int perSecond) {
		String address = new LinkAddress(SMALL, perSecond).toString();
		return List
			.of(new Scenario(Suite.LATENCY, "100 B at %,d/s".formatted(perSecond), address, 1, 1, PREFETCH, false));
	}

	static List<Scenario> growth() {
		String busy = new LinkAddress(SMALL, LinkAddress.UNPACED).toString();
		String idle = LinkAddress.IDLE.toString();
		Stream<Scenario> wider = Stream.of(new Scenario(Suite.GROWTH, ONE_LINK, busy, 1, 1, PREFETCH, false),
				new Scenario(Suite.GROWTH, CONNECTIONS, busy, 16, 1, PREFETCH, false),
				new Scenario(Suite.GROWTH, LINKS, busy, 1, MANY_LINKS, PREFETCH, false));
		Stream<Scenario> deeper = PREFETCHES.stream()
			.map((prefetch) -> new Scenario(Suite.GROWTH, prefetch(prefetch), busy, 1, 1, prefetch, false));
		Stream<Scenario> quiet = Stream.of(new Scenario(Suite.GROWTH, ONE_IDLE_LINK, idle, 1, 1, PREFETCH, true),
				new Scenario(Suite.GROWTH, IDLE_LINKS, idle, 1, MANY_LINKS, PREFETCH, true));
		return Stream.of(wider, deeper, quiet).flatMap((scenarios) -> scenarios).toList();
	}

	static Scenario broker(boolean durable) {
		String name = durable ? "persistent" : "not persistent";
		return new Scenario(Suite.BROKER, "1 KiB " + name, "bench", 1, 1, PREFETCH, false);
	}

	static String size(int bytes) {
		return (bytes % 1024 == 0) ? bytes / 1024 + " KiB" : bytes + " B";
	}

	static String prefetch(int prefetch) {
		return "prefetch %,d".formatted(prefetch);
	}

	private static Scenario throughput(int size, int perSecond) {
		String address = new LinkAddress(size, perSecond).toString();
		return new Scenario(Suite.THROUGHPUT, size(size), address, 1, 1, PREFETCH, false);
	}

}
