package io.github.amqpreceiver.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * {@code amqp[s]://[user[:password]@]host[:port][/virtual-host]}. Parsed by hand, because
 * the messages of {@link java.net.URI} repeat the whole text with its password.
 *
 * @param address where the broker listens
 * @param username the user, or null
 * @param password the password, or null
 * @param virtualHost the path, or null
 */
record AmqpUri(Address address, @Nullable String username, @Nullable String password, @Nullable String virtualHost) {

	/**
	 * Parses a URI.
	 * @param property the full name of the property that has it
	 * @param text the text
	 * @return its parts
	 */
	static AmqpUri parse(String property, String text) {
		int scheme = text.indexOf("://");
		if (scheme < 0) {
			throw invalid(property, text, "The scheme is missing.", "Use amqp:// or amqps://.");
		}
		boolean tls = tls(property, text, text.substring(0, scheme));
		String rest = text.substring(scheme + 3);
		int at = rest.lastIndexOf('@');
		String userInfo = (at >= 0) ? rest.substring(0, at) : null;
		String place = rest.substring(at + 1);
		if (place.contains("?") || place.contains("#")) {
			throw invalid(property, text, "A query or fragment has no meaning here.",
					"Use properties under " + prefix(property) + " for settings.");
		}
		int slash = place.indexOf('/');
		String path = (slash >= 0) ? place.substring(slash + 1) : "";
		Address address = address(property, text, (slash >= 0) ? place.substring(0, slash) : place, tls);
		String username = null;
		String password = null;
		if (userInfo != null) {
			int colon = userInfo.indexOf(':');
			username = decode(property, text, (colon >= 0) ? userInfo.substring(0, colon) : userInfo);
			password = (colon >= 0) ? decode(property, text, userInfo.substring(colon + 1)) : null;
		}
		return new AmqpUri(address, username, password, path.isEmpty() ? null : decode(property, text, path));
	}

	/**
	 * Parses an address, which may do without a scheme.
	 * @param property the full name of the property that has it
	 * @param text the text
	 * @param tls whether an address without a scheme is encrypted
	 * @return the address
	 */
	static Address parseAddress(String property, String text, boolean tls) {
		if (!text.contains("://")) {
			return address(property, text, text, tls);
		}
		AmqpUri uri = parse(property, text);
		if (uri.username() != null || uri.virtualHost() != null) {
			throw invalid(property, text, "An address of several has neither credentials nor a path.",
					"Set username, password and virtual-host under " + prefix(property) + " instead.");
		}
		return uri.address();
	}

	/**
	 * The text without its password.
	 * @param text a URI, also a broken one
	 * @return what may be shown
	 */
	static String masked(String text) {
		int start = text.indexOf("://");
		int from = (start < 0) ? 0 : start + 3;
		int at = text.lastIndexOf('@');
		int colon = text.indexOf(':', from);
		if (at >= from) {
			return (colon >= 0 && colon < at) ? text.substring(0, colon + 1) + "******" + text.substring(at) : text;
		}
		// without an @ this could be a user and a password whose host was forgotten
		boolean port = text.substring(from).matches("(\\[[^]]*]|[^:/?#]*)(:\\d{0,6})?([/?#].*)?");
		return port ? text : text.substring(0, (colon >= 0) ? colon + 1 : from) + "******";
	}

	private static boolean tls(String property, String text, String scheme) {
		return switch (scheme.toLowerCase(Locale.ROOT)) {
			case "amqp" -> false;
			case "amqps" -> true;
			default -> throw invalid(property, text, "The scheme '" + scheme + "' is not supported.",
					"Use amqp:// or amqps://.");
		};
	}

	private static Address address(String property, String text, String place, boolean tls) {
		int colon = place.lastIndexOf(':');
		boolean literal = place.startsWith("[");
		boolean withPort = colon > place.lastIndexOf(']');
		String host = withPort ? place.substring(0, colon) : place;
		if (literal && host.endsWith("]")) {
			host = host.substring(1, host.length() - 1);
		}
		else if (literal || host.contains(":")) {
			throw invalid(property, text, "The host is not clear.",
					"Write an IPv6 address in brackets, as [::1]:5672.");
		}
		if (!StringUtils.hasText(host) || StringUtils.containsWhitespace(host)) {
			throw invalid(property, text, "It has no usable host.", "Write amqp://host:port.");
		}
		int port = tls ? Address.TLS_PORT : Address.PLAIN_PORT;
		if (withPort) {
			String digits = place.substring(colon + 1);
			port = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
			if (port < 1 || port > 65_535) {
				throw invalid(property, text, "The port is not a number from 1 to 65535.", "Write amqp://host:port.");
			}
		}
		return new Address(host, port, tls);
	}

	private static String decode(String property, String text, String part) {
		for (int i = 0; i < part.length(); i++) {
			char c = part.charAt(i);
			if (c == '@' || c == '/' || c == '?' || c == '#' || c <= ' ') {
				throw invalid(property, text, "The user, password or path has a character that needs encoding.",
						encode(property));
			}
		}
		try {
			return StringUtils.uriDecode(part, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			// not as the cause: its message repeats what was decoded
			throw invalid(property, text, "The user, password or path has a % that begins no code.", encode(property));
		}
	}

	private static String encode(String property) {
		return "Percent-encode it, or set " + prefix(property) + ".username and " + prefix(property)
				+ ".password instead.";
	}

	private static String prefix(String property) {
		return property.substring(0, property.lastIndexOf('.'));
	}

	private static InvalidAmqpReceiverPropertyException invalid(String property, String text, String reason,
			String action) {
		return new InvalidAmqpReceiverPropertyException(property, masked(text), reason, action);
	}

	@Override
	public String toString() {
		return this.address.toString();
	}

}
