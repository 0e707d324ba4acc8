package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * Where a peer sends its clients: the fields in the info of
 * {@code amqp:connection:redirect} and {@code amqp:link:redirect} (AMQP 1.0, section
 * 2.8.16 and 2.8.18). What a peer leaves out, or writes in a type or range that the
 * specification does not have, is null. Text of a peer is not to be trusted: it is
 * neither escaped nor cut.
 *
 * @param hostname the virtual host to name in the open frame
 * @param networkHost the host name or IP address to connect to
 * @param port the TCP port to connect to, 1 to 65535
 * @param address the address to attach to; of a link redirect only
 * @since 0.1
 */
public record Redirect(@Nullable String hostname, @Nullable String networkHost, @Nullable Integer port,
		@Nullable String address) {

	/**
	 * Reads the fields of a condition's info.
	 * @param condition the condition, or null
	 * @return the fields, all null where there are none
	 */
	public static Redirect of(@Nullable ErrorCondition condition) {
		return (condition == null) ? new Redirect(null, null, null, null)
				: new Redirect(text(condition.info().get(Conditions.INFO_HOSTNAME)),
						text(condition.info().get(Conditions.INFO_NETWORK_HOST)),
						port(condition.info().get(Conditions.INFO_PORT)),
						text(condition.info().get(Conditions.INFO_ADDRESS)));
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value instanceof String text && !text.isBlank()) ? text : null;
	}

	private static @Nullable Integer port(@Nullable Object value) {
		return (value instanceof Number number && number.longValue() >= 1 && number.longValue() <= 65_535)
				? number.intValue() : null;
	}

}
