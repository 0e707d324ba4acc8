package io.github.amqpreceiver.benchmarks.process;

import tools.jackson.databind.json.JsonMapper;

/**
 * Records as single lines of JSON.
 */
public final class Json {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private Json() {
	}

	public static String write(Object value) {
		return MAPPER.writeValueAsString(value);
	}

	public static <T> T read(String line, Class<T> type) {
		return MAPPER.readValue(line, type);
	}

}
