package io.github.amqpreceiver.benchmarks.runner;

/**
 * The groups of scenarios, each a section of the report.
 */
enum Suite {

	/** As fast as credit allows, three message sizes. */
	THROUGHPUT("Throughput"),

	/** Settle round trip at a rate that nobody finds hard. */
	LATENCY("Latency"),

	/** More connections, links, prefetch; and links that do nothing. */
	GROWTH("Growth"),

	/** A real broker in the place of the sending peer. */
	BROKER("Real broker");

	private final String title;

	Suite(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

}
