package io.github.amqpreceiver.spring.convert;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
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
			try {
				return this.reader.readValue(json);
			}
			catch (JacksonException ex) {
				throw unsuitable(ex);
			}
		}

		@Override
		public @Nullable Object read(String json) {
			try {
				return this.reader.readValue(json);
			}
			catch (JacksonException ex) {
				throw unsuitable(ex);
			}
		}

		@Override
		public @Nullable Object convert(@Nullable Object value) {
			try {
				return (value != null) ? this.mapper.convertValue(value, this.type) : null;
			}
			catch (JacksonException ex) {
				throw unsuitable(ex);
			}
		}

		/** Where and which kind of mistake, but nothing of the payload. */
		private PayloadConversionException unsuitable(JacksonException failure) {
			StringBuilder where = new StringBuilder();
			TokenStreamLocation location = failure.getLocation();
			if (location != null && location.getLineNr() > 0) {
				where.append(" at line ")
					.append(location.getLineNr())
					.append(", column ")
					.append(location.getColumnNr());
			}
			if (!failure.getPath().isEmpty()) {
				where.append(", in ").append(failure.getPathReference());
			}
			return new PayloadConversionException("JSON cannot become %s: %s%s".formatted(this.type.toCanonical(),
					failure.getClass().getSimpleName(), where), failure);
		}

	}

}
