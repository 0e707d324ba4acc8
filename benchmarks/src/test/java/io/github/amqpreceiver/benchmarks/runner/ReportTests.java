package io.github.amqpreceiver.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.amqpreceiver.benchmarks.contender.Entrant;
import io.github.amqpreceiver.benchmarks.contender.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReportTests {

	private static final Scenario SCENARIO = Scenario.throughput().get(0);

	private final Results results = new Results();

	@Test
	void mediansLeaveOutRunsWithAProblem() {
		add(Entrant.FLOOR, 100, 0);
		add(Entrant.FLOOR, 900, 0);
		add(Entrant.FLOOR, 200, 0);
		add(Entrant.FLOOR, 5, 1);
		assertThat(this.results.median(SCENARIO, Entrant.FLOOR, Metric.PER_SECOND)).isEqualTo(200);
		assertThat(this.results.problems()).singleElement()
			.asString()
			.contains("floor, 100 B")
			.contains("without body or property");
	}

	@Test
	void aRunWhoseMessagesWereNotAcceptedIsLeftOut() {
		RunResult result = new RunResult(1_000_000_000, 5_000, 10_000, 0, 1_000, 1_000, 0, 0, null);
		long held = SCENARIO.held();
		assertThat(new Measurement(SCENARIO, Entrant.FLOOR, 0, result, 10_000 - held, null, null).problem()).isNull();
		assertThat(new Measurement(SCENARIO, Entrant.FLOOR, 0, result, 9_999 - held, null, null).problem())
			.isEqualTo("10,000 handled, but 9,699 accepted");
	}

	@Test
	void tablesShowContendersAsMultiplesOfTheFloor() {
		add(Entrant.FLOOR, 1_000_000, 0);
		add(Entrant.VERTX_PROTON, 250_000, 0);
		assertThat(new Tables(this.results)).asString()
			.contains("## Throughput")
			.contains("| vertx-proton | 250,000 | 0.25 | 1.00 |");
	}

	@Test
	void csvHasALineForEveryRun() {
		add(Entrant.FLOOR, 100, 0);
		add(Entrant.FLOOR, 200, 1);
		assertThat(new Csv(this.results).toString().lines()).hasSize(3);
	}

	@Test
	void theShortTableHasARowForEverybodyWhoTookPart() {
		add(Entrant.FLOOR, 4_000_000, 0);
		add(Entrant.CORE_INLINE, 2_000_000, 0);
		assertThat(new Summary(this.results)).asString()
			.contains("| messages/s | 100 B |", "| floor | 4,000,000 |", "| core-inline | 2,000,000 |")
			.doesNotContain("vertx-proton");
	}

	@Test
	void aPageKeepsItsProseWhenItsBlockIsReplaced(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("page.md");
		Files.writeString(file, "before\n<!-- tables: begin -->\nold\n<!-- tables: end -->\nafter\n");
		Page page = new Page(file, "tables");
		page.replace("new");
		page.replace("newer\n");
		assertThat(file).hasContent("before\n<!-- tables: begin -->\nnewer\n<!-- tables: end -->\nafter\n");
	}

	@Test
	void aPageWithoutTheBlockIsRefusedWithASentence(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("page.md");
		Files.writeString(file, "prose\n");
		assertThatIllegalArgumentException().isThrownBy(() -> new Page(file, "tables").replace("new"))
			.withMessageContaining("<!-- tables: begin -->");
		assertThat(file).hasContent("prose\n");
	}

	private void add(Entrant entrant, long perSecond, long broken) {
		RunResult result = new RunResult(1_000_000_000, perSecond, perSecond, broken, 1_000, 1_000, 0, 0, null);
		int round = this.results.runs().size();
		this.results.add(Measurement.unseen(SCENARIO, entrant, round, result));
	}

}
