package io.github.amqpreceiver.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.testsupport.Resources;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The long ledger runs, of the profile {@code soak}; their figures are one report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerSoak {

	private final List<RunResult> results = new ArrayList<>();

	@Test
	@Order(1)
	@DisplayName("F-04 kill -9 of RabbitMQ under load, the long run")
	@EnabledIf(value = "io.github.amqpreceiver.testsupport.RabbitMq#available",
			disabledReason = "rabbitmq-server is not installed")
	@Timeout(value = 90, unit = TimeUnit.MINUTES)
	void nothingIsLostWithRabbitMq() throws Exception {
		soak(RunSize.soakRabbitMq(), LedgerBroker::rabbitMq);
	}

	@Test
	@Order(2)
	@DisplayName("F-04 kill -9 under load, the long run")
	@Timeout(value = 90, unit = TimeUnit.MINUTES)
	void nothingIsLost(@TempDir Path journal) throws Exception {
		soak(RunSize.soak(), () -> LedgerBroker.artemis(journal));
	}

	private void soak(RunSize size, Supplier<LedgerBroker> broker) throws Exception {
		// Netty's native transport keeps a few descriptors from its first use on.
		EventLoopResources.create(TransportOptions.DEFAULT).close();
		Resources before = Resources.now();
		RunResult result = new LedgerRun(size).run(broker);
		this.results.add(result);
		RunReport.write("ledger-soak", this.results);
		LedgerVerdict.check(result);
		Resources.assertBackTo(before);
	}

}
