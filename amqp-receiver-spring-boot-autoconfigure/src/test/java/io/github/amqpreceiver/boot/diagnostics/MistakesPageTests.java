package io.github.amqpreceiver.boot.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/configuration-mistakes.md} to the tests: each mistake names one or
 * more, and they exist.
 */
class MistakesPageTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern ROW = Pattern.compile("(?m)^[|] (C-\\d\\d) [|].*[|] ([^|]*) [|]$");

	private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

	private static final Map<String, Path> SOURCES = new HashMap<>();

	@BeforeAll
	static void findTests() throws IOException {
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path tests : modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.toList()) {
				try (Stream<Path> files = Files.walk(tests)) {
					files.filter((file) -> file.toString().endsWith(".java"))
						.forEach((file) -> SOURCES.put(file.getFileName().toString().replace(".java", ""), file));
				}
			}
		}
	}

	@Test
	void everyMistakeIsProvedByTestsThatExist() throws IOException {
		Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/configuration-mistakes.md")));
		List<String> mistakes = new ArrayList<>();
		while (row.find()) {
			String mistake = row.group(1);
			mistakes.add(mistake);
			List<String> missing = TEST.matcher(row.group(2))
				.results()
				.filter((test) -> !exists(test.group(1), test.group(2)))
				.map((test) -> test.group(1) + "#" + test.group(2))
				.toList();
			assertThat(TEST.matcher(row.group(2)).results()).as(mistake + " names a test").isNotEmpty();
			assertThat(missing).as(mistake + " names tests that are not there").isEmpty();
		}
		assertThat(mistakes).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(37).isSorted();
	}

	private static boolean exists(String type, String method) {
		Path source = SOURCES.get(type);
		try {
			return source != null
					&& Pattern.compile("@Test.*?\\bvoid " + method + "\\(|void " + method + "\\(", Pattern.DOTALL)
						.matcher(Files.readString(source))
						.find();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
