package io.github.amqpreceiver.spring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the Java code of the pages to the code that {@link ListenerSnippetsTests} runs.
 */
class DocumentationTests {

	private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern KOTLIN = Pattern.compile("```kotlin\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)\\s]+)\\)");

	static final List<String> PAGES = List.of("listeners.md", "arguments.md", "outcomes.md", "ordering-and-batches.md",
			"replies.md");

	private final String snippets = normalized(
			read(Path.of("src/test/java", ListenerSnippetsTests.class.getName().replace('.', '/') + ".java")));

	@ParameterizedTest
	@FieldSource("PAGES")
	void theCodeOfAPageIsCompiledAndRun(String page) {
		assertThat(blocks(JAVA, Path.of("../docs", page))).isNotEmpty()
			.allSatisfy((block) -> assertThat(this.snippets).contains(normalized(block)));
	}

	/** They are run by {@code ResultsIT}, as the Kotlin compiler makes them. */
	@Test
	void theKotlinCodeOfAPageIsCompiledAndRun() {
		String listeners = normalized(
				read(Path.of("src/test/kotlin/io/github/amqpreceiver/spring/it/SuspendingListeners.kt")));
		assertThat(blocks(KOTLIN, Path.of("../docs/arguments.md"))).hasSize(1)
			.allSatisfy((block) -> assertThat(listeners).contains(normalized(block)));
	}

	@Test
	void theListenerOfTheReadmeIsCompiledAndRun() {
		assertThat(blocks(JAVA, Path.of("../README.md"))).isNotEmpty()
			.first()
			.satisfies((block) -> assertThat(this.snippets).contains(normalized(block)));
	}

	@Test
	void linksLeadToPagesAndHeadingsThatExist() throws IOException {
		List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md")));
		try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
			docs.filter((page) -> page.toString().endsWith(".md")).forEach(pages::add);
		}
		for (Path page : pages) {
			assertThat(LINK.matcher(read(page)).results().map((link) -> link.group(1))).as(page.toString())
				.allSatisfy((target) -> {
					String[] parts = target.split("#", 2);
					Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
					assertThat(file).exists();
					if (parts.length == 2) {
						assertThat(anchors(file)).contains(parts[1]);
					}
				});
		}
	}

	/** Headings as the pages of the repository's host link to them. */
	private static List<String> anchors(Path page) {
		return read(page).lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
			.map((heading) -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
			.toList();
	}

	private static List<String> blocks(Pattern language, Path page) {
		return language.matcher(read(page)).results().map((block) -> block.group(1)).toList();
	}

	@Test
	void everyAttributeOfTheAnnotationIsExplained() {
		String pages = PAGES.stream().map((page) -> read(Path.of("../docs", page))).collect(Collectors.joining());
		assertThat(AmqpListener.class.getDeclaredMethods()).extracting(Method::getName)
			.allSatisfy((attribute) -> assertThat(pages)
				.containsPattern("\\b(" + attribute + "|" + DataObjectPropertyName.toDashedForm(attribute) + ")\\b"));
	}

	/**
	 * Without white space, which the formatter sets, and what a page leaves out of a
	 * nested class.
	 */
	private static String normalized(String code) {
		return code.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty() && !line.equals("@Bean"))
			.collect(Collectors.joining(" "))
			.replace("static class", "class")
			.replaceAll("\\s+", "");
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
