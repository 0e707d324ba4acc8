package io.github.amqpreceiver.options;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ReceiverOptionsTests {

	static Stream<Arguments> mistakes() {
		return Stream.of(mistake((b) -> b.prefetch(-1), "prefetch", "-1", "from 0 to 65535"),
				mistake((b) -> b.prefetch(65_536), "prefetch", "65536", "from 0 to 65535"),
				mistake((b) -> b.maxMessageSize(0), "maxMessageSize", "0", "from 1 to 2147483647"),
				mistake((b) -> b.name(" "), "name", "' '", "1 to 255 characters"),
				mistake((b) -> b.name("x".repeat(256)), "name", "256", "1 to 255 characters"),
				mistake((b) -> b.attachTimeout(Duration.ZERO), "attachTimeout", "PT0S", "from PT0.1S to PT1H"),
				mistake((b) -> b.drainTimeout(Duration.ofMillis(-1)), "drainTimeout", "-0.001", "from PT0S to PT1H"),
				mistake((b) -> b.closeTimeout(Duration.ofDays(2)), "closeTimeout", "PT48H", "from PT0S to PT24H"),
				mistake((b) -> b.handlerTimeout(Duration.ZERO), "handlerTimeout", "PT0S", "from PT0.001S to PT720H"),
				mistake((b) -> b.handlerTimeout(Duration.ofDays(31)), "handlerTimeout", "PT744H", "to PT720H"),
				mistake((b) -> b.stallTimeout(Duration.ofMillis(1)), "stallTimeout", "PT0.001S", "from PT1S to PT24H"),
				mistake((b) -> b.sendSettleMode(SendSettleMode.SETTLED), "sendSettleMode", "SETTLED",
						"UNSETTLED or MIXED where receiveSettleMode is PEEK_LOCK"),
				mistake((b) -> b.receiveSettleMode(ReceiveSettleMode.RECEIVE_AND_DELETE).twoPhaseSettlement(true),
						"twoPhaseSettlement", "true", "off with RECEIVE_AND_DELETE"),
				mistake((b) -> b.source(Source.builder(" ").build()), "source address", "' '",
						"an address that is not blank"),
				mistake((b) -> b.source(Source.builder(null).build()), "source address", "null", "dynamic"),
				mistake((b) -> b.source(Source.builder("q").dynamic(true).build()), "source address", "'q'", "dynamic"),
				mistake((b) -> b.source(Source.builder("q").timeout(Duration.ofSeconds(-1)).build()), "timeout",
						"PT-1S", "from PT0S"),
				mistake((b) -> b.dispatch(DispatchOptions.builder().concurrency(0).build()), "concurrency", "0",
						"from 1 to 65535"));
	}

	@ParameterizedTest(name = "{1}={2}")
	@MethodSource("mistakes")
	void aMistakeIsSaidWithOptionValueAndRange(UnaryOperator<ReceiverOptions.Builder> change, String option,
			String value, String wanted) {
		assertThatThrownBy(() -> change.apply(ReceiverOptions.builder("q")).build())
			.isInstanceOf(ConfigurationException.class)
			.hasMessageContainingAll(option, value, wanted);
	}

	@Test
	void theDefaultsAreTheSeeds() {
		ReceiverOptions options = ReceiverOptions.builder("q").build();
		assertThat(options.prefetch()).isEqualTo(300);
		assertThat(options.maxMessageSize()).isEqualTo(1_048_576);
		assertThat(options.receiveSettleMode()).isEqualTo(ReceiveSettleMode.PEEK_LOCK);
		assertThat(options.sendSettleMode()).isEqualTo(SendSettleMode.UNSETTLED);
		assertThat(options.charset()).isEqualTo(StandardCharsets.UTF_8);
		assertThat(options.name()).isNotEqualTo(ReceiverOptions.builder("q").build().name());
		assertThat(options.toBuilder().build()).isEqualTo(options);
	}

	private static Arguments mistake(UnaryOperator<ReceiverOptions.Builder> change, String... parts) {
		return arguments(change, parts[0], parts[1], parts[2]);
	}

}
