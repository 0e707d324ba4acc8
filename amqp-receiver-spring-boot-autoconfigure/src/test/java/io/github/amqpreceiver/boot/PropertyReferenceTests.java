package io.github.amqpreceiver.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.github.amqpreceiver.boot.ReferencePage.code;

/** Holds the properties of {@code docs/reference.md} to the metadata. */
class PropertyReferenceTests {

	@Test
	void everyPropertyIsListedWithItsTypeUnitAndDefault() throws IOException {
		List<String> rows = ReferencePage.header("property", "type", "unit", "default", "what it sets");
		TreeMap<String, String> sorted = new TreeMap<>();
		try (InputStream in = PropertyReferenceTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonMapper.builder().build().readTree(in).path("properties").forEach((property) -> {
				String name = property.path("name").asString();
				String type = property.path("type").asString();
				sorted.put(name, ReferencePage.row(code(name), code(simple(type)), unit(type),
						value(property.path("defaultValue")), property.path("description").asString()));
			});
		}
		rows.addAll(sorted.values());
		ReferencePage.check("properties", rows);
	}

	private static String simple(String type) {
		return type.replaceAll("[a-z0-9.]+\\.(?=[A-Z])", "").replace("AmqpReceiverProperties$", "");
	}

	private static String unit(String type) {
		return type.equals("java.time.Duration") ? "ms" : type.endsWith(".DataSize") ? "B" : "";
	}

	private static String value(JsonNode value) {
		return value.isMissingNode() ? "" : code(value.asString());
	}

}
