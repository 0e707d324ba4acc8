package io.github.amqpreceiver.broker;

import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.testsupport.ReferenceClient;
import org.apache.qpid.protonj2.client.StreamSender;
import org.apache.qpid.protonj2.client.StreamSenderMessage;

/** A stranger on a shared queue: sends bytes that no encoder writes. */
final class HostileSender {

	private HostileSender() {
	}

	/** Sends a message of these bytes and waits until the broker has it. */
	static void send(int port, String address, byte[] message) throws Exception {
		try (ReferenceClient client = ReferenceClient.connect(port);
				StreamSender sender = client.connection().openStreamSender(address)) {
			StreamSenderMessage sending = sender.beginMessage();
			try (OutputStream raw = sending.rawOutputStream()) {
				raw.write(message);
			}
			sending.complete();
			sending.tracker().awaitAccepted(10, TimeUnit.SECONDS);
		}
	}

	/** An amqp-value of 2³¹-1 elements that take no bytes: 13 bytes. */
	static byte[] bomb() {
		return new byte[] { 0, 0x53, 0x77, (byte) 0xf0, 0, 0, 0, 5, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x41 };
	}

	/** An amqp-value that is a list in a list, forty times. */
	static byte[] nested() {
		byte[] inner = { 0x45 };
		for (int depth = 0; depth < 40; depth++) {
			byte[] outer = new byte[inner.length + 3];
			outer[0] = (byte) 0xc0;
			outer[1] = (byte) (inner.length + 1);
			outer[2] = 1;
			System.arraycopy(inner, 0, outer, 3, inner.length);
			inner = outer;
		}
		byte[] message = new byte[inner.length + 3];
		message[1] = 0x53;
		message[2] = 0x77;
		System.arraycopy(inner, 0, message, 3, inner.length);
		return message;
	}

}
