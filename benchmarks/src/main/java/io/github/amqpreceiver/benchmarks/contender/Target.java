package io.github.amqpreceiver.benchmarks.contender;

/**
 * Where a contender receives from, and how much it may hold.
 *
 * @param port the port on the loopback interface
 * @param address the source address
 * @param connections the number of connections
 * @param links the number of receiving links on each connection
 * @param prefetch the link credit that each link keeps up
 */
public record Target(int port, String address, int connections, int links, int prefetch) {

	/** Everything happens on this machine. */
	public static final String HOST = "127.0.0.1";

}
