package io.github.amqpreceiver.internal.message;

import java.time.Duration;
import java.util.List;

import io.github.amqpreceiver.internal.codec.EncodeException;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MessageEncoderTests {

	@Test
	void sectionsThatSayNothingAreLeftOut() {
		assertThat(hex(OutgoingMessage.data(new byte[] { 7 }).build())).isEqualTo("005375a00107");
		assertThat(hex(OutgoingMessage.body(MessageBody.Empty.INSTANCE).build())).isEmpty();
	}

	@Test
	void sectionsComeInTheirOrder() {
		OutgoingMessage message = OutgoingMessage.text("t")
			.durable(true)
			.messageId("m")
			.applicationProperty("k", null)
			.build();
		assertThat(hex(message))
			.isEqualTo("005370c0020141" + "005373c00401a1016d" + "005374c10502a1016b40" + "005377a10174");
	}

	@Test
	void fieldsAtTheEndThatAreAbsentAreLeftOut() {
		OutgoingMessage message = OutgoingMessage.body(MessageBody.Empty.INSTANCE)
			.header(new MessageHeader(false, 9, null, false, 0))
			.build();
		assertThat(hex(message)).isEqualTo("005370c00402405009");
	}

	@Test
	void numbersThatDoNotFitTheirFieldAreRefused() {
		refused(OutgoingMessage.data(new byte[0]).header(new MessageHeader(false, 256, null, false, 0)),
				"priority is 256");
		refused(OutgoingMessage.data(new byte[0]).header(new MessageHeader(false, 4, null, false, -1)),
				"delivery-count is -1");
		refused(OutgoingMessage.data(new byte[0]).header(new MessageHeader(false, 4, Duration.ofDays(50), false, 0)),
				"ttl in milliseconds is 4320000000");
		refused(OutgoingMessage.data(new byte[0])
			.properties(
					new MessageProperties(null, null, null, null, null, null, null, null, null, null, null, -1L, null)),
				"group-sequence is -1");
		refused(OutgoingMessage.data(new byte[0]).messageId(5), "message-id is a java.lang.Integer");
	}

	private static void refused(OutgoingMessage.Builder message, String reason) {
		ByteBuf out = Unpooled.buffer().writeByte(1);
		assertThatIllegalArgumentException().isThrownBy(() -> MessageEncoder.encode(message.build(), out))
			.withMessageContaining(reason);
		assertThat(out.writerIndex()).isEqualTo(1);
	}

	@Test
	void valuesWithoutAnEncodingAreRefused() {
		ByteBuf out = Unpooled.buffer();
		assertThatExceptionOfType(EncodeException.class).isThrownBy(
				() -> MessageEncoder.encode(OutgoingMessage.value(List.of(new Object())).durable(true).build(), out));
		assertThat(out.writerIndex()).isZero();
	}

	private static String hex(OutgoingMessage message) {
		return ByteBufUtil.hexDump(LazyMessageTests.encode(message));
	}

}
