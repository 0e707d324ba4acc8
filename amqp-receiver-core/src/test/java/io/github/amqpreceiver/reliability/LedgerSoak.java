package io.github.amqpreceiver.reliability;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.testsupport.Resources;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long ledger run, of the profile {@code soak}. */
class LedgerSoak {

	@Test
	@DisplayName("F-04 kill -9 under load, the long run")
	@Timeout(value = 90, unit = TimeUnit.MINUTES)
	void nothingIsLost(@TempDir Path journal) throws Exception {
		// Netty's native transport keeps a few descriptors from its first use on.
		EventLoopResources.create(TransportOptions.DEFAULT).close();
		Resources before = Resources.now();
		RunResult result = new LedgerRun(RunSize.soak()).run(journal);
		RunReport.write(result);
		LedgerVerdict.check(result);
		Resources.assertBackTo(before);
	}

}
