package io.github.amqpreceiver.internal.codec;

import java.util.Objects;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A place in encoded bytes, and all the checks that reading them needs. Owned by its
 * reader. Invariants:
 * <ul>
 * <li>R1 0 ≤ index ≤ end ≤ the end of the parent: the index moves only in
 * {@link #take(int, int)} and its kin, the end only inwards in {@link #enter(int)} and
 * back in {@link #leave(int)}.</li>
 * <li>R2 depth counts the lists, maps, arrays and described values around the index;
 * nothing recurses without {@link #descend(int)}.</li>
 * </ul>
 */
final class ByteCursor {

	private final ByteSource source;

	private final CodecLimits limits;

	private final ZeroWidthBudget budget;

	private int start;

	private int index;

	private int end;

	private int depth;

	ByteCursor(ByteSource source, CodecLimits limits, ZeroWidthBudget budget) {
		this.source = source;
		this.limits = limits;
		this.budget = budget;
	}

	void reset(int from, int to, int length) {
		Objects.checkFromToIndex(from, to, length);
		this.start = from;
		this.index = from;
		this.end = to;
		this.depth = 0;
	}

	int index() {
		return this.index;
	}

	/** The index of the code that was just taken. */
	int codeIndex() {
		return this.index - 1;
	}

	int end() {
		return this.end;
	}

	int remaining() {
		return this.end - this.index;
	}

	/** Whether the next byte is this code, which also says that there is one. */
	boolean isNext(int code) {
		return this.index < this.end && this.source.unsignedByteAt(this.index) == code;
	}

	int takeCode() {
		if (this.index >= this.end) {
			throw fail("value expected where no bytes remain", this.index);
		}
		int code = this.source.unsignedByteAt(this.index++);
		if (!FormatCode.isKnown(code)) {
			throw fail("unknown format code 0x%02x".formatted(code), codeIndex());
		}
		return code;
	}

	int expect(int code) {
		return expect(code, code);
	}

	/**
	 * Takes a code of one type.
	 * @param code one code of the type
	 * @param otherCode the other one
	 * @return which of them it was
	 */
	int expect(int code, int otherCode) {
		int found = takeCode();
		if (found != code && found != otherCode) {
			throw unexpected(FormatCode.name(code), found);
		}
		return found;
	}

	/**
	 * Moves behind bytes of a value.
	 * @param length how many, not negative
	 * @param code of which type, for the message
	 * @return where they begin
	 */
	int take(int length, int code) {
		int at = this.index;
		if (length > this.end - at) {
			throw fail("%s needs %d bytes where %d remain".formatted(FormatCode.name(code), length, remaining()), at);
		}
		this.index = at + length;
		return at;
	}

	boolean takeBoolean(int code) {
		int value = takeUnsignedByte(code);
		if (value > 1) {
			throw fail("boolean is 0x%02x, neither 0x00 nor 0x01".formatted(value), codeIndex());
		}
		return value == 1;
	}

	int takeUnsignedByte(int code) {
		return this.source.unsignedByteAt(take(1, code));
	}

	int takeUnsignedShort(int code) {
		return this.source.unsignedShortAt(take(2, code));
	}

	int takeInt(int code) {
		return this.source.intAt(take(4, code));
	}

	long takeLong(int code) {
		return this.source.longAt(take(8, code));
	}

	/**
	 * Takes a size or count as wide as the code says.
	 * @param code of a variable-width, compound or array value
	 * @return what the bytes claim, 0 to 2³²-1
	 */
	private long takeUnsigned(int code) {
		return (FormatCode.sizeWidth(code) == 1) ? takeUnsignedByte(code) : Integer.toUnsignedLong(takeInt(code));
	}

	/**
	 * Takes a size, and believes it once it lies inside the parent.
	 * @param code of a variable-width, compound or array value
	 * @return how many bytes follow
	 */
	int takeSize(int code) {
		int at = codeIndex();
		long size = takeUnsigned(code);
		if (size > remaining()) {
			throw fail("%s claims %d bytes where %d remain".formatted(FormatCode.name(code), size, remaining()), at);
		}
		return (int) size;
	}

	byte[] takeBytes(int length, int code) {
		return this.source.copy(take(length, code), length);
	}

	String takeString(int code) {
		int at = codeIndex();
		int length = takeSize(code);
		String text = this.source.text(take(length, code), length, Utf8::decode);
		if (text == null) {
			throw fail("string of %d bytes is not UTF-8".formatted(length), at);
		}
		return text;
	}

	Symbol takeSymbol(int code) {
		int at = codeIndex();
		int length = takeSize(code);
		Symbol symbol = this.source.text(take(length, code), length, ByteCursor::asciiSymbol);
		if (symbol == null) {
			throw fail("symbol of %d bytes is not ASCII".formatted(length), at);
		}
		return symbol;
	}

	private static @Nullable Symbol asciiSymbol(byte[] bytes, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			if (bytes[i] < 0) {
				return null;
			}
		}
		return Symbol.valueOf(bytes, offset, length);
	}

	/**
	 * Narrows the end to that of the list, map or array whose code was just taken.
	 * @param code the code
	 * @return the count that it claims, 0 to 2³²-1, not believed yet
	 */
	long enter(int code) {
		descend(code);
		if (code == FormatCode.LIST0) {
			this.end = this.index;
			return 0;
		}
		int at = codeIndex();
		int size = takeSize(code);
		if (size < FormatCode.sizeWidth(code)) {
			throw fail("%s claims %d bytes, too few for its count".formatted(FormatCode.name(code), size), at);
		}
		this.end = this.index + size;
		return takeUnsigned(code);
	}

	/**
	 * As {@link #enter(int)} for a list or map: each of its elements has a constructor,
	 * so a count that is not larger than the bytes is believed.
	 * @param code the code
	 * @return how many elements, keys and values follow
	 */
	int enterElements(int code) {
		int at = codeIndex();
		long count = enter(code);
		if (count > remaining()) {
			throw fail("%s claims %d elements in %d bytes".formatted(FormatCode.name(code), count, remaining()), at);
		}
		return (int) count;
	}

	/**
	 * Leaves the list, map or array that was entered last.
	 * @param outerEnd the end before it was entered
	 */
	void leave(int outerEnd) {
		if (this.index != this.end) {
			throw fail("list, map or array claims %d bytes more than it has content".formatted(remaining()),
					this.index);
		}
		this.end = outerEnd;
		ascend();
	}

	void descend(int code) {
		if (this.depth >= this.limits.maxDepth()) {
			throw tooDeep(code);
		}
		this.depth++;
	}

	void ascend() {
		this.depth--;
	}

	/** Moves behind one value without a look into lists, maps and arrays. */
	void skip() {
		int described = 0;
		// A constructor 0x00 stands for two values, so that no recursion is needed
		for (int values = 1; values > 0; values--) {
			int code = takeCode();
			if (code == FormatCode.DESCRIBED) {
				if (++described > this.limits.maxDepth() - this.depth) {
					throw tooDeep(code);
				}
				values += 2;
			}
			else {
				take(FormatCode.isFixedWidth(code) ? FormatCode.fixedWidth(code) : takeSize(code), code);
			}
		}
	}

	/**
	 * Pays for array elements that have no bytes.
	 * @param elements how many an array claims, 0 to 2³²-1
	 * @param at where the array begins
	 */
	void spendZeroWidth(long elements, int at) {
		if (!this.budget.spend(elements)) {
			throw fail("array claims %d elements without bytes, more than are left of %d".formatted(elements,
					this.limits.maxZeroWidthElements()), at);
		}
	}

	DecodeException fail(String message, int at) {
		return new DecodeException(message, at - this.start);
	}

	/** For a code that was just taken. */
	DecodeException unexpected(String expected, int code) {
		return fail("%s expected, found %s (0x%02x)".formatted(expected, FormatCode.name(code), code), codeIndex());
	}

	private DecodeException tooDeep(int code) {
		return fail("%s is nested deeper than %d levels".formatted(FormatCode.name(code), this.limits.maxDepth()),
				codeIndex());
	}

}
