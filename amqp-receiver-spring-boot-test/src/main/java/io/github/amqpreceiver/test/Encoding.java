package io.github.amqpreceiver.test;

import io.github.amqpreceiver.internal.message.MessageEncoder;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** From a message to bytes. */
final class Encoding {

	private Encoding() {
	}

	/**
	 * Encodes a message whose delivery-count is that of its header, and higher by each
	 * attempt that failed.
	 * @param message the message
	 * @param failedBefore how many attempts of this peer failed
	 * @return the encoded message
	 */
	static byte[] encode(OutgoingMessage message, int failedBefore) {
		MessageHeader header = message.header();
		OutgoingMessage counted = (failedBefore == 0) ? message : new OutgoingMessage(
				new MessageHeader(header.durable(), header.priority(), header.ttl(), header.firstAcquirer(),
						header.deliveryCount() + failedBefore),
				message.deliveryAnnotations(), message.messageAnnotations(), message.properties(),
				message.applicationProperties(), message.body());
		ByteBuf out = Unpooled.buffer();
		MessageEncoder.encode(counted, out);
		return ByteBufUtil.getBytes(out);
	}

}
