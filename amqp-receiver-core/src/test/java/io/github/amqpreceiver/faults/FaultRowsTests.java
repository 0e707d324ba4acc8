package io.github.amqpreceiver.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the table of {@code docs/reliability.md} to the tests that it names. */
class FaultRowsTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern ROW = Pattern.compile("\\| (F-\\d\\d) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|");

	private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:#(\\w+))?`");

	/** The numbers that the list of faults does not use. */
	private static final List<Integer> UNUSED = List.of(5, 10, 15, 21, 29, 46, 49, 58, 63);

	private static List<Matcher> rows() throws IOException {
		return Files.readAllLines(ROOT.resolve("docs/reliability.md"))
			.stream()
			.map(ROW::matcher)
			.filter(Matcher::matches)
			.toList();
	}

	@Test
	void everyRowIsThereOnce() throws IOException {
		List<String> expected = IntStream.rangeClosed(1, 68)
			.filter((number) -> !UNUSED.contains(number))
			.mapToObj((number) -> String.format("F-%02d", number))
			.toList();
		assertThat(rows()).extracting((row) -> row.group(1)).containsExactlyElementsOf(expected);
	}

	@Test
	void everyRowHasATestThatExistsOrSaysWhyNot() throws IOException {
		for (Matcher row : rows()) {
			List<Matcher> tests = NAMED.matcher(row.group(3)).results().map((found) -> {
				Matcher again = NAMED.matcher(found.group());
				assertThat(again.matches()).isTrue();
				return again;
			}).toList();
			assertThat(tests.isEmpty() && row.group(4).isBlank()).as(row.group(1) + " has a test or a reason")
				.isFalse();
			for (Matcher test : tests) {
				exists(row.group(1), test.group(1), test.group(2));
			}
		}
	}

	private static void exists(String row, String type, String method) throws IOException {
		Path file = source(type + ".java");
		String source = Files.readString(file);
		if (method != null) {
			assertThat(source).as(row + ": " + type + "#" + method)
				.containsPattern("@(Test|ParameterizedTest)(?:(?!\\bvoid\\b)[\\s\\S])*?void " + method + "\\(");
		}
		if (file.toString().contains("/faults/")) {
			assertThat(source).as(type + " names its row").contains(row);
		}
	}

	private static Path source(String name) throws IOException {
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path tests : modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.toList()) {
				try (Stream<Path> files = Files.walk(tests)) {
					List<Path> found = files.filter((file) -> file.endsWith(name)).toList();
					if (!found.isEmpty()) {
						return found.get(0);
					}
				}
			}
		}
		throw new AssertionError("docs/reliability.md names " + name + ", which no module has");
	}

}
