package io.github.amqpreceiver.spring.it;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.annotation.AmqpListener;

/** Reads large bodies in a JVM that has little more room than for one of them. */
final class LargeBodyApplication {

	/** Each message is given back until it was delivered this often. */
	static final int DELIVERIES = 5;

	private LargeBodyApplication() {
	}

	/**
	 * Runs until it is ended.
	 * @param args the broker's port
	 */
	public static void main(String[] args) throws InterruptedException {
		ListenerApplication.start(Integer.parseInt(args[0]), List.of(Streaming.class),
				"spring.docker.compose.enabled=false", "amqp.receiver.limits.in-flight-size=104MB",
				"amqp.receiver.max-frame-size=1MB");
		Thread.currentThread().join();
	}

	static class Streaming {

		private final AtomicInteger deliveries = new AtomicInteger();

		private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

		@AmqpListener(addresses = "large", prefetch = "1", maxMessageSize = "101MB")
		Outcome on(InputStream body) throws IOException {
			CRC32 sum = new CRC32();
			long size = 0;
			byte[] part = new byte[64 * 1024];
			for (int read = body.read(part); read >= 0; read = body.read(part)) {
				sum.update(part, 0, read);
				size += read;
			}
			int delivered = this.deliveries.incrementAndGet();
			this.out.println("read " + delivered + " " + size + " " + sum.getValue());
			return (delivered < DELIVERIES) ? Outcome.released() : Outcome.accepted();
		}

	}

}
