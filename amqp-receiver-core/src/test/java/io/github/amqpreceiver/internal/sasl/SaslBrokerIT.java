package io.github.amqpreceiver.internal.sasl;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.testsupport.EmbeddedBrokerJ;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The exchange with a real broker, over a plain socket. */
class SaslBrokerIT {

	private static EmbeddedBrokerJ broker;

	@BeforeAll
	static void startBroker() {
		broker = EmbeddedBrokerJ.builder().user("joe", "pass,word=").start();
	}

	@AfterAll
	static void stopBroker() {
		broker.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN" })
	void theRightPasswordIsTakenAndAWrongOneIsNot(String mechanism) throws IOException {
		assertThat(authenticate(mechanism, "pass,word=")).isNull();
		assertThat(authenticate(mechanism, "password")).isInstanceOf(AuthenticationException.class)
			.hasMessageContaining("user 'joe' with " + mechanism);
	}

	private static AmqpReceiverException authenticate(String mechanism, String password) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", broker.usersPort())) {
			socket.setSoTimeout(30_000);
			OutputStream out = socket.getOutputStream();
			out.write(Unpooled.buffer().writeLong(FrameHeader.SASL).array(), 0, 8);
			DataInputStream in = new DataInputStream(socket.getInputStream());
			assertThat(in.readLong()).isEqualTo(FrameHeader.SASL);
			Ending ending = new Ending();
			SaslExchange exchange = new SaslExchange(
					new SaslSettings("broker-j", "127.0.0.1", new SaslIdentity.Password("joe", password),
							List.of(mechanism), false, true, false),
					Runnable::run, Runnable::run, (frame) -> write(out, frame), ending);
			while (!ending.ended) {
				byte[] frame = new byte[in.readInt()];
				in.readFully(frame, 4, frame.length - 4);
				exchange.onFrame(Unpooled.wrappedBuffer(frame), frame[4] * 4, frame.length);
			}
			return ending.failure;
		}
	}

	private static void write(OutputStream out, ByteBuf frame) {
		try {
			frame.readBytes(out, frame.readableBytes());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static final class Ending implements SaslListener {

		private boolean ended;

		private AmqpReceiverException failure;

		@Override
		public void succeeded() {
			this.ended = true;
		}

		@Override
		public void failed(AmqpReceiverException failure) {
			this.ended = true;
			this.failure = failure;
		}

	}

}
