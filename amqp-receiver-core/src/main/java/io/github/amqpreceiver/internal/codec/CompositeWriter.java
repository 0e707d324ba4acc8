package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Writes the list of a composite type (AMQP 1.0, section 1.4) field by field, in their
 * order. Nulls at the end are left out. Owned by the thread that owns the writer; used
 * once.
 */
public final class CompositeWriter {

	private final AmqpWriter writer;

	private final int start;

	private int count;

	private int pendingNulls;

	CompositeWriter(AmqpWriter writer) {
		this.writer = writer;
		this.start = writer.beginList();
	}

	/**
	 * Begins the next field, whose one value must be written with the writer that is
	 * returned. The other methods do both.
	 * @return the writer
	 */
	public AmqpWriter next() {
		this.count += this.pendingNulls + 1;
		for (; this.pendingNulls > 0; this.pendingNulls--) {
			this.writer.writeNull();
		}
		return this.writer;
	}

	/**
	 * The next field is null.
	 * @return this
	 */
	public CompositeWriter none() {
		this.pendingNulls++;
		return this;
	}

	/**
	 * The next field is a boolean.
	 * @param value the value
	 * @return this
	 */
	public CompositeWriter bool(boolean value) {
		next().writeBoolean(value);
		return this;
	}

	/**
	 * The next field is a ubyte.
	 * @param value 0 to 255, negative for null
	 * @return this
	 */
	public CompositeWriter unsignedByte(int value) {
		if (value < 0) {
			return none();
		}
		next().writeUnsignedByte(value);
		return this;
	}

	/**
	 * The next field is a ushort.
	 * @param value 0 to 65,535, negative for null
	 * @return this
	 */
	public CompositeWriter unsignedShort(int value) {
		if (value < 0) {
			return none();
		}
		next().writeUnsignedShort(value);
		return this;
	}

	/**
	 * The next field is a uint.
	 * @param value 0 to 2³²-1, negative for null
	 * @return this
	 */
	public CompositeWriter unsignedInt(long value) {
		if (value < 0) {
			return none();
		}
		next().writeUnsignedInt(value);
		return this;
	}

	/**
	 * The next field is a ulong.
	 * @param bits its 64 bits
	 * @return this
	 */
	public CompositeWriter unsignedLong(long bits) {
		next().writeUnsignedLong(bits);
		return this;
	}

	/**
	 * The next field is a timestamp.
	 * @param value the instant, or null
	 * @return this
	 */
	public CompositeWriter timestamp(@Nullable Instant value) {
		return object(value);
	}

	/**
	 * The next field is a binary.
	 * @param value the bytes, or null
	 * @return this
	 */
	public CompositeWriter binary(byte @Nullable [] value) {
		return object(value);
	}

	/**
	 * The next field is a string.
	 * @param value the text, or null
	 * @return this
	 */
	public CompositeWriter string(@Nullable String value) {
		return object(value);
	}

	/**
	 * The next field is a symbol.
	 * @param value the symbol, or null
	 * @return this
	 */
	public CompositeWriter symbol(@Nullable Symbol value) {
		return object(value);
	}

	/**
	 * The next field is of symbols that may be multiple: null, one symbol, or an array of
	 * them.
	 * @param values the symbols; none is null
	 * @return this
	 */
	public CompositeWriter symbols(Collection<Symbol> values) {
		return switch (values.size()) {
			case 0 -> none();
			case 1 -> symbol(values.iterator().next());
			default -> object(values.toArray(Symbol[]::new));
		};
	}

	/**
	 * The next field is a map.
	 * @param values the map; an empty one is null
	 * @return this
	 */
	public CompositeWriter map(Map<?, ?> values) {
		return object(values.isEmpty() ? null : values);
	}

	/**
	 * The next field is a value of any type.
	 * @param value the value, or null
	 * @return this
	 */
	public CompositeWriter object(@Nullable Object value) {
		if (value == null) {
			return none();
		}
		next().writeObject(value);
		return this;
	}

	/** Ends the list. */
	public void end() {
		this.writer.endList(this.start, this.count);
	}

}
