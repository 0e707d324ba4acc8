package io.github.amqpreceiver.reliability;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.testsupport.Resources;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The ledger runs of every build. */
class LedgerRunIT {

	@Test
	@DisplayName("F-04 kill -9 under load: nothing lost, duplicates only among unsettled, order kept")
	@Timeout(value = 5, unit = TimeUnit.MINUTES)
	void nothingIsLostOverFiveKillsAndTwentyFaults(@TempDir Path journal) throws Exception {
		run(RunSize.verify(), () -> LedgerBroker.artemis(journal));
	}

	@Test
	@DisplayName("F-04 kill -9 of RabbitMQ under load: nothing lost, duplicates only among unsettled")
	@EnabledIf(value = "io.github.amqpreceiver.testsupport.RabbitMq#available",
			disabledReason = "rabbitmq-server is not installed")
	@Timeout(value = 5, unit = TimeUnit.MINUTES)
	void nothingIsLostWhenRabbitMqIsKilledTwice() throws Exception {
		run(RunSize.verifyRabbitMq(), LedgerBroker::rabbitMq);
	}

	private static void run(RunSize size, Supplier<LedgerBroker> broker) throws Exception {
		// Netty's native transport keeps a few descriptors from its first use on.
		EventLoopResources.create(TransportOptions.DEFAULT).close();
		Resources before = Resources.now();
		RunResult result = new LedgerRun(size).run(broker);
		RunReport.write(size.name(), List.of(result));
		LedgerVerdict.check(result);
		Resources.assertBackTo(before);
	}

}
