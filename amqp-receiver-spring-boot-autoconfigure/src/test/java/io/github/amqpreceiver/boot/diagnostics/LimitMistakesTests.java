package io.github.amqpreceiver.boot.diagnostics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Sizes, durations and numbers: the report of each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class LimitMistakesTests {

	@Test
	void messageIsLargerThanAConnectionHolds(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.listener.max-message-size=2MB",
				"amqp.receiver.limits.in-flight-size=1MB"))
			.isEqualTo(
					"""
							Description:

							A property of the AMQP receiver has a wrong value:

							    Property: amqp.receiver.listener.max-message-size
							    Value: "2MB"
							    Origin: "amqp.receiver.listener.max-message-size" from property source "commandLineArgs"
							    Reason: It is more than a connection holds, amqp.receiver.limits.in-flight-size, which is 1048576B.

							Action:

							Raise the one or lower the other.
							""");
	}

	@Test
	void messageIsLargerThanTheConnectionOfTheListenerHolds(CapturedOutput output) {
		assertThat(StartReport.ofListener(output, "amqp.receiver.connections.other.host=localhost",
				"amqp.receiver.host=localhost", "amqp.receiver.listener.max-message-size=2MB",
				"amqp.receiver.limits.in-flight-size=1MB"))
			.isEqualTo("""
					Description:

					An AMQP listener is set up wrongly:

					    Listener: io.github.amqpreceiver.boot.diagnostics.StartReport$Listening#onOrder
					    Setting: maxMessageSize
					    Reason: is 2097152 bytes but the connection holds at most 1048576

					Action:

					Lower it, or raise amqp.receiver.limits.in-flight-size.
					""");
	}

	@Test
	void prefetchIsZero(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.listener.prefetch=0")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.listener.prefetch
				    Value: "0"
				    Origin: "amqp.receiver.listener.prefetch" from property source "commandLineArgs"
				    Reason: A listener without credit never receives a message.

				Action:

				Write 1 or more, or set auto-startup to false to start it later.
				""");
	}

	@Test
	void prefetchIsNegative(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.listeners.orders.prefetch=-1")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.listeners.orders.prefetch
				    Value: "-1"
				    Origin: "amqp.receiver.listeners.orders.prefetch" from property source "commandLineArgs"
				    Reason: It must be from 1 to 65535.

				Action:

				Write such a value, or leave the property out for the default.
				""");
	}

	@Test
	void messageSizeIsZero(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.listener.max-message-size=0")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.listener.max-message-size
				    Value: "0"
				    Origin: "amqp.receiver.listener.max-message-size" from property source "commandLineArgs"
				    Reason: No message is that small.

				Action:

				Write 1B or more; 2147483647B is the largest that is possible.
				""");
	}

	@Test
	void inFlightSizeIsZero(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.limits.in-flight-size=0")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.limits.in-flight-size
				    Value: "0"
				    Origin: "amqp.receiver.limits.in-flight-size" from property source "commandLineArgs"
				    Reason: It must be from 65536 to 1099511627776 bytes.

				Action:

				Write such a value, or leave the property out for the default.
				""");
	}

	@Test
	void frameIsTooSmall(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.max-frame-size=511B")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.max-frame-size
				    Value: "511B"
				    Origin: "amqp.receiver.max-frame-size" from property source "commandLineArgs"
				    Reason: It must be from 512 to 16777216 bytes.

				Action:

				Write such a value, or leave the property out for the default.
				""");
	}

	@Test
	void frameIsTooLarge(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.max-frame-size=17MB")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.max-frame-size
				    Value: "17MB"
				    Origin: "amqp.receiver.max-frame-size" from property source "commandLineArgs"
				    Reason: It must be from 512 to 16777216 bytes.

				Action:

				Write such a value, or leave the property out for the default.
				""");
	}

	@Test
	void idleTimeoutIsTooShort(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.idle-timeout=500ms")).isEqualTo(
				"""
						Description:

						A property of the AMQP receiver has a wrong value:

						    Property: amqp.receiver.idle-timeout
						    Value: "500ms"
						    Origin: "amqp.receiver.idle-timeout" from property source "commandLineArgs"
						    Reason: It must be from 2s, because heartbeats could not keep up with less, to 24d, or zero for never.

						Action:

						Write such a duration with its unit, as 500ms, 30s or 2m (a bare number is in milliseconds).
						""");
	}

	@Test
	void idleTimeoutIsNoDuration(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.idle-timeout=off")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.idle-timeout
				    Value: "off"
				    Origin: "amqp.receiver.idle-timeout" from property source "commandLineArgs"
				    Reason: It must be a duration such as 500ms, 30s or 2m.

				Action:

				Write a duration such as 500ms, 30s or 2m, or leave the property out for the default.
				""");
	}

	@Test
	void idleTimeoutHasNoUnit(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.idle-timeout=30")).isEqualTo(
				"""
						Description:

						A property of the AMQP receiver has a wrong value:

						    Property: amqp.receiver.idle-timeout
						    Value: "30"
						    Origin: "amqp.receiver.idle-timeout" from property source "commandLineArgs"
						    Reason: It must be from 2s, because heartbeats could not keep up with less, to 24d, or zero for never.

						Action:

						Write such a duration with its unit, as 500ms, 30s or 2m (a bare number is in milliseconds).
						""");
	}

	@Test
	void handshakeTimeoutHasNoUnit(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.handshake-timeout=30")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.handshake-timeout
				    Value: "30"
				    Origin: "amqp.receiver.handshake-timeout" from property source "commandLineArgs"
				    Reason: It must be from 100ms to 1h.

				Action:

				Write such a duration with its unit, as 500ms, 30s or 2m (a bare number is in milliseconds).
				""");
	}

	@Test
	void firstWaitIsLongerThanTheLongest(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.recovery.initial-delay=1m")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.recovery.initial-delay
				    Value: "1m"
				    Origin: "amqp.receiver.recovery.initial-delay" from property source "commandLineArgs"
				    Reason: The first wait, 1m, must not be longer than the longest, 30s.

				Action:

				Change one of initial-delay and max-delay.
				""");
	}

	@Test
	void jitterIsTooLarge(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.recovery.jitter=2")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.recovery.jitter
				    Value: "2"
				    Origin: "amqp.receiver.recovery.jitter" from property source "commandLineArgs"
				    Reason: It must be from 0 to 1.

				Action:

				Write 0.2 for a wait that is spread by a fifth.
				""");
	}

	@Test
	void timeoutIsNegative(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.recovery.not-found-timeout=-1s")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.recovery.not-found-timeout
				    Value: "-1s"
				    Origin: "amqp.receiver.recovery.not-found-timeout" from property source "commandLineArgs"
				    Reason: It must be from 0s to 30d.

				Action:

				Write such a duration with its unit, as 500ms, 30s or 2m (a bare number is in milliseconds).
				""");
	}

	@Test
	void graceIsNegative(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.health.recovery-grace=-5s")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.health.recovery-grace
				    Value: "-5s"
				    Origin: "amqp.receiver.health.recovery-grace" from property source "commandLineArgs"
				    Reason: It must be from 0s to 1d.

				Action:

				Write a duration such as 30s, or 0 for none.
				""");
	}

	@Test
	void truthIsMisspelt(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.trace=yess")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.trace
				    Value: "yess"
				    Origin: "amqp.receiver.trace" from property source "commandLineArgs"
				    Reason: It must be true or false.

				Action:

				Write true or false, or leave the property out for the default.
				""");
	}

	@Test
	void sizeIsAWord(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.max-frame-size=big")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.max-frame-size
				    Value: "big"
				    Origin: "amqp.receiver.max-frame-size" from property source "commandLineArgs"
				    Reason: It must be a size such as 512B, 64KB or 1MB.

				Action:

				Write a size such as 512B, 64KB or 1MB, or leave the property out for the default.
				""");
	}

	@Test
	void outcomeOfTooOldMessagesIsWithoutAnAge(CapturedOutput output) {
		assertThat(StartReport.ofListener(output, "amqp.receiver.listeners.orders.max-age-outcome=rejected"))
			.isEqualTo("""
					Description:

					An AMQP listener is set up wrongly:

					    Listener: io.github.amqpreceiver.boot.diagnostics.StartReport$Listening#onOrder
					    Setting: maxAgeOutcome
					    Reason: is set but maxAge is not, without which it does nothing

					Action:

					Set maxAge, such as 30s, or leave maxAgeOutcome out.
					""");
	}

	@Test
	void delayBetweenRetriesIsWithoutRetries(CapturedOutput output) {
		assertThat(StartReport.ofListener(output, "amqp.receiver.listeners.orders.retry-delay=2s"))
			.contains("Reason: is set but retries is not, without which it does nothing")
			.contains("Set retries, such as 3, or leave retryDelay out.");
	}

	@Test
	void capabilitiesAreRequiredThatNobodyDesires(CapturedOutput output) {
		assertThat(StartReport.ofListener(output, "amqp.receiver.listeners.orders.require-capabilities=true"))
			.contains("Reason: is set but desiredCapabilities is not, without which it does nothing")
			.contains("Set desiredCapabilities, such as queue, or leave requireCapabilities out.");
	}

	@Test
	void defaultsOfAllListenersMayStandAlone() {
		StartReport
			.start("amqp.receiver.listener.max-age-outcome=rejected", "amqp.receiver.listener.retry-delay=2s",
					"amqp.receiver.listener.batch-size=50", "amqp.receiver.listeners.orders.retries=0")
			.close();
	}

}
