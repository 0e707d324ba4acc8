package io.github.amqpreceiver.benchmarks.peer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a source address asks of the sending peer, so that one peer serves every run:
 * {@code bench/1024} sends bodies of 1,024 bytes as fast as credit allows,
 * {@code bench/1024/2000} 2,000 of them a second, and {@code bench/0/0} nothing.
 *
 * @param bodySize bytes in the data section
 * @param perSecond messages a second, {@link #UNPACED} for as many as credit allows, 0
 * for an idle link
 */
public record LinkAddress(int bodySize, int perSecond) {

	/** As fast as credit allows. */
	public static final int UNPACED = -1;

	/** A link on which nothing is ever sent. */
	public static final LinkAddress IDLE = new LinkAddress(0, 0);

	private static final String PREFIX = "bench";

	/** What RabbitMQ's client puts before the name of a queue, which it then encodes. */
	private static final String QUEUES = "/queues/";

	public static LinkAddress parse(String address) {
		String[] parts = unprefixed(address).split("/");
		if (parts.length < 2 || parts.length > 3 || !parts[0].equals(PREFIX)) {
			throw new IllegalArgumentException(
					"'%s' is not %s/<body size>[/<messages a second>]".formatted(address, PREFIX));
		}
		return new LinkAddress(Integer.parseInt(parts[1]), parts.length == 3 ? Integer.parseInt(parts[2]) : UNPACED);
	}

	private static String unprefixed(String address) {
		return address.startsWith(QUEUES)
				? URLDecoder.decode(address.substring(QUEUES.length()), StandardCharsets.UTF_8) : address;
	}

	public boolean isIdle() {
		return this.perSecond == 0;
	}

	public boolean isPaced() {
		return this.perSecond > 0;
	}

	@Override
	public String toString() {
		String address = PREFIX + "/" + this.bodySize;
		return this.perSecond == UNPACED ? address : address + "/" + this.perSecond;
	}

}
