package io.github.amqpreceiver.benchmarks.wire;

import java.util.Map;

import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleMessageTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 255, 256, 1024, 16384 })
	void isWhatAnotherCodecReads(int bodySize) {
		byte[] encoded = SampleMessage.of(bodySize, true).encoded();
		Message message = Message.Factory.create();
		message.decode(encoded, 0, encoded.length);
		assertThat(message.isDurable()).isTrue();
		assertThat(message.getApplicationProperties().getValue())
			.isEqualTo(Map.of(SampleMessage.KEY, "0000", SampleMessage.SENT, 0L));
		assertThat(((Data) message.getBody()).getValue().getLength()).isEqualTo(bodySize);
	}

}
