package io.github.amqpreceiver.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.amqpreceiver.boot.actuate.endpoint.ListenerAction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds what {@code README.md} says of properties and actions to what there is. */
class ReadmeTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private final Map<String, JsonNode> metadata = MetadataTests.metadata();

	@Test
	void propertiesOfTheTableAreThoseOfTheMetadataWithTheirDefaults() throws IOException {
		List<List<String>> rows = rows();
		assertThat(rows).hasSizeGreaterThanOrEqualTo(8).allSatisfy((cells) -> {
			assertThat(CODE.matcher(cells.get(0)).results().map((found) -> found.group(1))).isNotEmpty()
				.allSatisfy(this::assertProperty);
			CODE.matcher(cells.get(1)).results().map((found) -> found.group(1)).forEach((value) -> {
				String name = CODE.matcher(cells.get(0)).results().findFirst().orElseThrow().group(1);
				assertThat(this.metadata.get("amqp.receiver." + name).path("defaultValue").asString()).as(name)
					.isEqualTo(value);
			});
		});
	}

	private void assertProperty(String name) {
		String full = "amqp.receiver." + name;
		if (name.endsWith(".*")) {
			String group = full.replaceAll("([.]<\\w+>)?[.][*]$", "");
			assertThat(this.metadata.keySet()).as(name)
				.anyMatch((key) -> key.equals(group) || key.startsWith(group + "."));
		}
		else {
			assertThat(this.metadata).as(name).containsKey(full);
		}
	}

	@Test
	void actionsAreWrittenAsTheEndpointHasThem() throws IOException {
		String endpoint = readme().lines()
			.dropWhile((line) -> !line.startsWith("- **Endpoint**"))
			.takeWhile((line) -> !line.isBlank())
			.reduce("", String::concat);
		assertThat(endpoint).isNotEmpty();
		for (ListenerAction action : ListenerAction.values()) {
			assertThat(endpoint).contains("`" + action + "`");
		}
	}

	@Test
	void commandsNameTestsThatExist() throws IOException {
		String commands = readme() + Files.readString(Path.of("..", "CONTRIBUTING.md"));
		List<String> named = Pattern.compile("-D(?:it[.])?test='?([A-Z]\\w+)")
			.matcher(commands)
			.results()
			.map((found) -> found.group(1) + ".java")
			.toList();
		try (Stream<Path> files = Files.find(Path.of(".."), 20,
				(path, attributes) -> path.toString().contains("/src/test/"))) {
			assertThat(files.map((file) -> file.getFileName().toString())).contains(named.toArray(String[]::new));
		}
		assertThat(named).hasSizeGreaterThanOrEqualTo(5);
	}

	private static List<List<String>> rows() throws IOException {
		return readme().lines()
			.dropWhile((line) -> !line.startsWith("| property | default |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> List.of(line.substring(2).split(" ?[|] ?", -1)))
			.toList();
	}

	private static String readme() throws IOException {
		return Files.readString(Path.of("..", "README.md"));
	}

}
