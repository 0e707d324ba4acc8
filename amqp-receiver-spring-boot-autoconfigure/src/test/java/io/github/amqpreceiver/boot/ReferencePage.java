package io.github.amqpreceiver.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page {@code docs/reference.md}. Each part between a begin and an end comment is
 * what a test makes of the code; with {@code -Dreference.write=true} it is written, else
 * it is compared.
 */
final class ReferencePage {

	private static final Path PAGE = Path.of("..", "docs", "reference.md");

	private ReferencePage() {
	}

	static void check(String part, List<String> lines) {
		String page = text();
		String begin = "<!-- begin " + part + " -->\n";
		int from = page.indexOf(begin) + begin.length();
		int to = page.indexOf("<!-- end " + part + " -->");
		assertThat(page.indexOf(begin)).as("beginning of " + part).isNotNegative();
		assertThat(to).as("end of " + part).isGreaterThanOrEqualTo(from);
		if (Boolean.getBoolean("reference.write")) {
			write(page.substring(0, from) + String.join("\n", lines) + "\n" + page.substring(to));
			return;
		}
		assertThat(page.substring(from, to).lines().toList()).as(part).isEqualTo(lines);
	}

	static String text() {
		return read(PAGE);
	}

	/** The rows of a table on the page: its cells, without back-ticks. */
	static List<List<String>> rows(String part) {
		String page = text();
		int from = page.indexOf("<!-- begin " + part + " -->");
		return page.substring(from, page.indexOf("<!-- end " + part + " -->"))
			.lines()
			.skip(3)
			.map((line) -> List.of(line.replaceAll("^[|] | [|]$", "").replace("`", "").split(" ?[|] ?", -1)))
			.toList();
	}

	static List<String> header(String... names) {
		List<String> rows = new ArrayList<>();
		rows.add(row(names));
		rows.add("|---".repeat(names.length) + "|");
		return rows;
	}

	static String row(String... cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

	static String code(String text) {
		return text.isEmpty() ? "" : "`" + text + "`";
	}

	/**
	 * The first sentences of comments in a source file.
	 * @param source the file, from the module's directory
	 * @param declaration what follows the comment, with the name as its only group
	 * @return the sentences by name
	 */
	static Map<String, String> firstSentences(Path source, String declaration) {
		Matcher found = Pattern.compile("/[*][*]((?:(?![*]/).)*)[*]/\\s*" + declaration, Pattern.DOTALL)
			.matcher(read(source));
		Map<String, String> sentences = new TreeMap<>();
		while (found.find()) {
			String comment = found.group(1).replaceAll("(?m)^\\s*[*] ?", "").replaceAll("(?s)\\n\\s*(\\n|@).*", "");
			sentences.put(found.group(2),
					comment.replaceAll("\\s+", " ").replaceAll("[{]@\\w+ ([^}]+)}", "`$1`").strip());
		}
		return sentences;
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(String page) {
		try {
			Files.writeString(PAGE, page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
