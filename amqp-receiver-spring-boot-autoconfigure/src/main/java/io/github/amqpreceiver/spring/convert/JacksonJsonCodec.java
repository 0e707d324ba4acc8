package io.github.amqpreceiver.spring.convert;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson 3.
 *
 * @since 0.1
 */
public final class JacksonJsonCodec implements JsonCodec {

	private final JsonMapper mapper;

	/**
	 * A codec over a mapper.
	 * @param mapper the application's mapper; it should not have default typing on
	 */
	public JacksonJsonCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public Reader reader(Type type) {
		JavaType javaType = this.mapper.constructType(type);
		return new JacksonReader(this.mapper, this.mapper.readerFor(javaType), javaType);
	}

	@Override
	public byte[] write(Object value) {
		return this.mapper.writeValueAsBytes(value);
	}

	private record JacksonReader(JsonMapper mapper, ObjectReader reader, JavaType type) implements Reader {

		@Override
		public @Nullable Object read(byte[] json) {
			return this.reader.readValue(json);
		}

		@Override
		public @Nullable Object read(String json) {
			return this.reader.readValue(json);
		}

		@Override
		public @Nullable Object convert(@Nullable Object value) {
			return (value != null) ? this.mapper.convertValue(value, this.type) : null;
		}

	}

}
