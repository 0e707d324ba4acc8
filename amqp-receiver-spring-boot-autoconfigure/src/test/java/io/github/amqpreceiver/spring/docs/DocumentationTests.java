package io.github.amqpreceiver.spring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

	static final List<String> PAGES = List.of("listeners.md", "arguments.md", "outcomes.md", "ordering-and-batches.md",
			"replies.md");

	private final String snippets = normalized(
			read(Path.of("src/test/java", ListenerSnippetsTests.class.getName().replace('.', '/') + ".java")));

	@ParameterizedTest
	@FieldSource("PAGES")
	void theCodeOfAPageIsCompiledAndRun(String page) {
		List<String> blocks = new ArrayList<>();
		Matcher matcher = JAVA.matcher(read(Path.of("../docs", page)));
		while (matcher.find()) {
			blocks.add(matcher.group(1));
		}
		assertThat(blocks).isNotEmpty().allSatisfy((block) -> assertThat(this.snippets).contains(normalized(block)));
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
