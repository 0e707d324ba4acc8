package io.github.amqpreceiver.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.amqpreceiver.testsupport.ForkedBroker;
import io.github.amqpreceiver.testsupport.LedgerSender;
import io.github.amqpreceiver.testsupport.MessageLedger;
import io.github.amqpreceiver.testsupport.ProcessApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three applications share one queue, each in a process of its own. Messages have groups;
 * the broker binds a group to one application for as long as that is attached, so an
 * added application gets groups that begin after it has come.
 */
class CompetingApplicationsIT {

	private static final Logger logger = LoggerFactory.getLogger(CompetingApplicationsIT.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** A second where a processor is free; here five processes share what there is. */
	private static final Duration TAKEN_OVER = Duration.ofSeconds(5);

	private final MessageLedger ledger = new MessageLedger("p");

	private final List<ProcessApp> apps = new ArrayList<>();

	private volatile int generation;

	private volatile boolean enough;

	@TempDir
	Path directory;

	@AfterEach
	void end() {
		this.enough = true;
		this.apps.forEach(ProcessApp::close);
	}

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	@DisplayName("F-54 SIGTERM and F-55 kill -9 of applications under load, one more is added: nothing lost, groups in order")
	void oneIsStoppedOneIsAddedOneIsKilled() {
		try (ForkedBroker broker = ForkedBroker.artemis(this.directory).queues("q").start()) {
			start(broker, 3);
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(broker.port()));
			this.apps.forEach(CompetingApplicationsIT::works);

			ProcessApp stopped = this.apps.get(1);
			stopped.sigterm();
			stopped.awaitExit(Duration.ofSeconds(30));
			assertThat(stopped.lines()).endsWith("stopped");
			await().atMost(PATIENCE).until(() -> broker.consumerCount("q") == 2);

			start(broker, 3);
			this.generation++;
			works(this.apps.get(3));
			long killedAt = System.nanoTime();
			ProcessApp killed = this.apps.get(0);
			killed.kill9();
			await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> broker.consumerCount("q") == 2);
			long noticedAt = System.nanoTime();
			Set<String> orphans = groups(killed);
			await().atMost(PATIENCE).until(() -> sinceIn(noticedAt, orphans).size() > 100);

			this.enough = true;
			sent.join();
			await().atMost(PATIENCE).until(() -> broker.messageCount("q") == 0);
			Processed.by(this.apps).forEach((one) -> this.ledger.processed(one.id(), one.deliveryCount() > 0));
			assertThat(this.apps.stream().filter(ProcessApp::isAlive).flatMap((app) -> app.lines().stream()))
				.as("what the others noticed")
				.noneMatch((line) -> line.contains("WARN"));
			assertThat(this.ledger.lost()).as("lost").isEmpty();
			assertThat(this.ledger.orderBreaks()).as("order within groups").isEmpty();
			assertThat(this.ledger.duplicates()).as("duplicates, all unsettled at the kill")
				.hasSizeLessThanOrEqualTo(ReceiverApp.PREFETCH)
				.allSatisfy((id) -> assertThat(of(id)).hasSize(2).first().matches((one) -> one.app() == killed));
			assertThat(Processed.by(this.apps)).as("what was stopped gave back unused")
				.filteredOn((one) -> one.deliveryCount() > 0)
				.hasSizeLessThanOrEqualTo(ReceiverApp.PREFETCH)
				.allMatch((one) -> one.at() > killedAt);
			Duration takenOver = Duration.ofNanos(sinceIn(killedAt, orphans).get(0).at() - noticedAt);
			logger.info("Work was taken over {} ms after the broker's noticing", takenOver.toMillis());
			assertThat(takenOver)
				.as("from the broker's noticing until another application works on a group of the killed")
				.isLessThan(TAKEN_OVER);
		}
	}

	private void start(ForkedBroker broker, int attached) {
		while (this.apps.stream().filter(ProcessApp::isAlive).count() < attached) {
			this.apps.add(ProcessApp.of(ReceiverApp.class).arguments("q", String.valueOf(broker.port())).start());
		}
		await().atMost(PATIENCE).until(() -> broker.consumerCount("q") == attached);
	}

	private static void works(ProcessApp app) {
		await().atMost(PATIENCE).until(() -> Processed.by(app).size() > 100);
	}

	/** Half of the messages belong to old groups, half to those of the generation. */
	private void send(int port) {
		try (LedgerSender sender = new LedgerSender(this.ledger, port, "q", PATIENCE)) {
			while (!this.enough) {
				sender.send(200, (index) -> "g" + index % 50 + "-" + ((index < 100) ? 0 : this.generation));
			}
		}
	}

	private static Set<String> groups(ProcessApp app) {
		return Processed.by(app).stream().map(Processed::group).collect(Collectors.toCollection(HashSet::new));
	}

	private List<Processed> of(String id) {
		return Processed.by(this.apps).stream().filter((one) -> one.id().equals(id)).toList();
	}

	/** What others have processed of these groups since a moment. */
	private List<Processed> sinceIn(long moment, Set<String> groups) {
		return Processed.by(this.apps.stream().filter(ProcessApp::isAlive).toList())
			.stream()
			.filter((one) -> one.at() > moment && groups.contains(one.group()))
			.toList();
	}

}
