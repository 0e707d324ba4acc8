package io.github.amqpreceiver.boot.test.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.amqpreceiver.test.AmqpPeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code docs/testing.md} to tests that run, and to the peer's methods. */
class TestingPageTests {

	private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@Test
	void everySnippetIsPartOfATest() throws IOException {
		String tests = squeezed(sources());
		List<String> snippets = SNIPPET.matcher(page()).results().map((found) -> found.group(1)).toList();
		assertThat(snippets).hasSizeGreaterThanOrEqualTo(5)
			.allSatisfy((snippet) -> assertThat(tests).contains(squeezed(snippet)));
	}

	@Test
	void everyMethodThatIsNamedExists() throws IOException {
		List<String> methods = Stream.of(AmqpPeer.class.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()))
			.map(Method::getName)
			.distinct()
			.toList();
		Matcher table = Pattern.compile("\\| what \\| how \\|.*?\n\n", Pattern.DOTALL).matcher(page());
		assertThat(table.find()).isTrue();
		List<String> named = Pattern.compile("`(\\w+)")
			.matcher(table.group())
			.results()
			.map((name) -> name.group(1))
			.toList();
		assertThat(named).hasSizeGreaterThan(10);
		assertThat(methods).containsAll(named);
	}

	private static String page() throws IOException {
		return Files.readString(Path.of("..", "docs", "testing.md"));
	}

	private static String sources() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(TestingPageTests::read)
				.collect(Collectors.joining("\n"));
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String squeezed(String code) {
		return code.replaceAll("\\s+", "");
	}

}
