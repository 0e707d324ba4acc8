package io.github.amqpreceiver.spring.container;

import java.util.List;

import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;

/**
 * Says which settings of a listener do nothing, because they need another one that nobody
 * set. Defaults of all listeners may stand alone: they are for those that set the other.
 */
final class DependentSettings {

	private static final List<Need> NEEDS = List.of(
			new Need(FailureSettings.MAX_AGE, "30s", List.of(FailureSettings.MAX_AGE_OUTCOME)),
			new Need(FailureSettings.RETRIES, "3",
					List.of(FailureSettings.RETRY_DELAY, FailureSettings.RETRY_MULTIPLIER,
							FailureSettings.RETRY_MAX_DELAY, FailureSettings.RETRY_JITTER)),
			new Need(CallSettings.BATCH, "true", List.of(CallSettings.BATCH_SIZE, CallSettings.BATCH_TIMEOUT)),
			new Need(LinkSettings.DESIRED_CAPABILITIES, "queue", List.of(LinkSettings.REQUIRE_CAPABILITIES)));

	private DependentSettings() {
	}

	/**
	 * Looks at one listener.
	 * @param listener class#method
	 * @param own what its declaration and its properties set
	 * @param all all layers in one
	 */
	static void check(String listener, ListenerSettings own, ListenerSettings all) {
		for (Need need : NEEDS) {
			for (ListenerSetting<?> setting : need.of()) {
				if (own.has(setting) && !Boolean.FALSE.equals(own.get(setting)) && !all.has(need.setting())) {
					throw new ListenerConfigurationException(listener, setting.name(),
							"is set but " + need.setting().name() + " is not, without which it does nothing",
							"set " + need.setting().name() + ", such as " + need.example() + ", or leave "
									+ setting.name() + " out");
				}
			}
		}
	}

	/** A setting that others need, and a value that would do. */
	private record Need(ListenerSetting<?> setting, String example, List<ListenerSetting<?>> of) {
	}

}
