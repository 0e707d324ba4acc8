package io.github.amqpreceiver.boot.autoconfigure;

/** Checks a host that stands alone, and says what else was written there. */
final class HostProperty {

	private HostProperty() {
	}

	/**
	 * Checks the host of a connection.
	 * @param prefix the full prefix of the connection's properties
	 * @param text what was written
	 * @return the host name or IP address, an IPv6 address without brackets
	 */
	static String check(String prefix, String text) {
		if (text.isBlank()) {
			throw wrong(prefix, text, "It is empty.",
					"Write a host name or IP address, or leave it out for localhost.");
		}
		if (text.chars().anyMatch((c) -> c <= ' ' || Character.isWhitespace(c))) {
			throw wrong(prefix, text, "It has a blank in it.", "Write the host name or IP address alone.");
		}
		if (text.contains("/") || text.contains("@")) {
			throw wrong(prefix, text, "This is no host name or IP address.",
					"Write the host alone, or use " + prefix + ".uri.");
		}
		String host = (text.startsWith("[") && text.endsWith("]")) ? text.substring(1, text.length() - 1) : text;
		boolean ipv6 = host.matches("[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F.:]*(%[\\w.-]+)?");
		if (host.contains(":") && !ipv6) {
			throw wrong(prefix, text, "There is a port in it.",
					"Write the host alone, and the port as " + prefix + ".port.");
		}
		return host;
	}

	private static InvalidAmqpReceiverPropertyException wrong(String prefix, String text, String reason,
			String action) {
		return new InvalidAmqpReceiverPropertyException(prefix + ".host", AmqpUri.masked(text), reason, action);
	}

}
