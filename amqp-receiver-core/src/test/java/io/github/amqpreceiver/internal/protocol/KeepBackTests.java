package io.github.amqpreceiver.internal.protocol;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.amqpreceiver.options.ReceiverOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeepBackTests {

	private static final int MESSAGES = 200;

	@Test
	void aHandlerThatIsBusyMeanwhileNeverGoesRoundAMessageThatIsKeptBack() throws Exception {
		ExecutorService handlers = Executors.newSingleThreadExecutor();
		try {
			for (int round = 0; round < 200; round++) {
				EngineBench bench = new EngineBench();
				ReceiverLink link = bench.link(ReceiverOptions.builder("q").name("l").build(), MESSAGES, 0);
				bench.peer((buf) -> IntStream.range(0, MESSAGES)
					.forEach((i) -> EngineBench.transfer(buf, link.handle, i, false, false, "text")));
				CyclicBarrier start = new CyclicBarrier(2);
				Future<List<HeldDelivery>> handled = handlers.submit(() -> {
					start.await();
					return bench.delivered.stream().filter(HeldDelivery::claim).toList();
				});
				start.await();
				link.keepBack();
				assertThat(handled.get()).isEqualTo(bench.delivered.subList(0, handled.get().size()));
				assertThat(bench.delivered.stream().filter((delivery) -> delivery.keptBack))
					.hasSize(MESSAGES - handled.get().size());
			}
		}
		finally {
			handlers.shutdownNow();
		}
	}

}
