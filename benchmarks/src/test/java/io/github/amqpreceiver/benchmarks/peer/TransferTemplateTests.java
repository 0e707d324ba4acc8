package io.github.amqpreceiver.benchmarks.peer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import io.github.amqpreceiver.benchmarks.wire.Fields;
import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import io.github.amqpreceiver.benchmarks.wire.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TransferTemplateTests {

	@ParameterizedTest
	@CsvSource({ "100, 2147483647, 1", "100, 512, 1", "1024, 512, 3", "16384, 4096, 5", "16384, 65536, 1" })
	void framesOfAMessageCarryItWholeAndKeepTheLimit(int bodySize, int maxFrameSize, int frames) {
		TransferTemplate template = TransferTemplate.of(bodySize, maxFrameSize);
		ByteBuffer encoded = ByteBuffer.wrap(template.encoded());
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		Fields transfer = new Fields();
		for (int frame = 0; frame < frames; frame++) {
			int start = encoded.position();
			int size = encoded.getInt(start);
			assertThat(size).isLessThanOrEqualTo(maxFrameSize);
			assertThat(transfer.wrap(encoded, start + Wire.FRAME_HEADER_SIZE).descriptor()).isEqualTo(Wire.TRANSFER);
			assertThat(transfer.bool(5)).isEqualTo(frame < frames - 1);
			int list = 3 + 2 + (template.encoded()[start + Wire.FRAME_HEADER_SIZE + 4] & 0xff);
			int header = Wire.FRAME_HEADER_SIZE + list;
			payload.write(template.encoded(), start + header, size - header);
			encoded.position(start + size);
		}
		assertThat(encoded.hasRemaining()).isFalse();
		assertThat(payload.toByteArray()).isEqualTo(SampleMessage.of(bodySize, false).encoded());
	}

}
