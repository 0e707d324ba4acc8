package io.github.amqpreceiver.boot.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.github.amqpreceiver.options.Address;

/** Whether what is sent to an address stays on this machine; looks no name up. */
final class Loopback {

	private Loopback() {
	}

	static boolean is(Address address) {
		String host = address.host();
		// a literal is not looked up, and no other name than this one is
		boolean literal = host.contains(":") || host.matches("[0-9.]+");
		try {
			return host.equalsIgnoreCase("localhost") || (literal && InetAddress.getByName(host).isLoopbackAddress());
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
