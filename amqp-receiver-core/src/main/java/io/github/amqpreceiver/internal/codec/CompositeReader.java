package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of a composite type (AMQP 1.0, section 1.4) field by field, in their
 * order; fields at the end may be missing, which counts as null. Owned by the thread that
 * owns the reader, with which nested composites are read.
 */
public final class CompositeReader {

	private final AmqpReader reader;

	private final int outerEnd;

	private int left;

	CompositeReader(AmqpReader reader) {
		this.reader = reader;
		this.outerEnd = reader.end();
		this.left = reader.enterList();
	}

	/**
	 * Goes to the next field. When it has a value, that must be read with the reader;
	 * otherwise the field is done. The other methods do both.
	 * @return false if the field is null or missing
	 */
	public boolean next() {
		if (this.left == 0) {
			return false;
		}
		this.left--;
		return !this.reader.skipNull();
	}

	/**
	 * The next field, a boolean.
	 * @param absent what null means
	 * @return the value
	 */
	public boolean bool(boolean absent) {
		return next() ? this.reader.readBoolean() : absent;
	}

	/**
	 * The next field, a ubyte.
	 * @param absent what null means
	 * @return 0 to 255, or what null means
	 */
	public int unsignedByte(int absent) {
		return next() ? this.reader.readUnsignedByte() : absent;
	}

	/**
	 * The next field, a ushort.
	 * @param absent what null means
	 * @return 0 to 65,535, or what null means
	 */
	public int unsignedShort(int absent) {
		return next() ? this.reader.readUnsignedShort() : absent;
	}

	/**
	 * The next field, a uint.
	 * @param absent what null means
	 * @return 0 to 2³²-1, or what null means
	 */
	public long unsignedInt(long absent) {
		return next() ? this.reader.readUnsignedInt() : absent;
	}

	/**
	 * The next field, a ulong.
	 * @param absent what null means
	 * @return the 64 bits, or what null means
	 */
	public long unsignedLong(long absent) {
		return next() ? this.reader.readUnsignedLong() : absent;
	}

	/**
	 * The next field, a timestamp.
	 * @return the instant, or null
	 */
	public @Nullable Instant timestamp() {
		return next() ? Instant.ofEpochMilli(this.reader.readTimestamp()) : null;
	}

	/**
	 * The next field, a binary.
	 * @return a copy of its bytes, or null
	 */
	public byte @Nullable [] binary() {
		return next() ? this.reader.readBinary() : null;
	}

	/**
	 * The next field, a string.
	 * @return the text, or null
	 */
	public @Nullable String string() {
		return next() ? this.reader.readString() : null;
	}

	/**
	 * The next field, a symbol.
	 * @return the symbol, or null
	 */
	public @Nullable Symbol symbol() {
		return next() ? this.reader.readSymbol() : null;
	}

	/**
	 * The next field, of symbols that may be multiple: one symbol, or an array of them.
	 * @return an unmodifiable list, empty for null
	 */
	public List<Symbol> symbols() {
		Object value = object();
		if (value == null) {
			return List.of();
		}
		if (value instanceof Symbol symbol) {
			return List.of(symbol);
		}
		if (value instanceof Symbol[] symbols) {
			return List.of(symbols);
		}
		throw this.reader.fail("symbol or array of symbols expected before this");
	}

	/**
	 * The next field, a map with symbols as keys.
	 * @return an unmodifiable map, empty for null
	 */
	public Map<Symbol, @Nullable Object> symbolMap() {
		return next() ? this.reader.readMap(Symbol.class, Integer.MAX_VALUE) : Collections.emptyMap();
	}

	/**
	 * The next field, of any type.
	 * @return the value, or null
	 */
	public @Nullable Object object() {
		return next() ? this.reader.readObject() : null;
	}

	/** Goes over the next field, whatever it is. */
	public void skip() {
		if (next()) {
			this.reader.skip();
		}
	}

	/**
	 * Leaves the list. A field that the type does not have is an error, null or not.
	 */
	public void end() {
		if (this.left > 0) {
			throw this.reader.fail("list has %d fields more than its type".formatted(this.left));
		}
		this.reader.leave(this.outerEnd);
	}

}
