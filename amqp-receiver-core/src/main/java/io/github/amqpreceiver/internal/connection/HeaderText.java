package io.github.amqpreceiver.internal.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.FrameHeader;

/**
 * What a peer speaks that answered a protocol header (AMQP 1.0, section 2.2) with
 * something else.
 */
final class HeaderText {

	private static final long NAME = 0x414d_5150L;

	private HeaderText() {
	}

	/** A sentence without a full stop about an unexpected header. */
	static String describe(long header, boolean saslExpected) {
		if (header >>> 32 == NAME) {
			int id = (int) (header >> 24) & 0xff;
			String version = ((header >> 16) & 0xff) + "." + ((header >> 8) & 0xff) + "." + (header & 0xff);
			if (id == 0 && saslExpected && header == FrameHeader.AMQP) {
				return "The peer answered without SASL, which was asked for; no credentials were sent";
			}
			if (id == 1 || (id == 0 && !version.equals("1.0.0"))) {
				return "The peer speaks AMQP " + version + ", not AMQP 1.0; check the port, or enable AMQP 1.0 there";
			}
			if (id == 2) {
				return "The peer wants TLS (protocol id 2); use amqps";
			}
			return "The peer offers AMQP protocol id " + id + " version " + version + ", not AMQP 1.0";
		}
		byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(header).array();
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		if (text.startsWith("HTTP")) {
			return "The peer speaks HTTP, not AMQP 1.0; check the port";
		}
		if ((bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 3) {
			return "The peer speaks TLS, not plain AMQP 1.0; use amqps or the broker's plain port";
		}
		return "The peer speaks something else ('" + ErrorCondition.printable(text)
				+ "'), not AMQP 1.0; check host and port";
	}

}
