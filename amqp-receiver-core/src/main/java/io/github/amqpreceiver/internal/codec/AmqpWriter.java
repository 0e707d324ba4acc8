package io.github.amqpreceiver.internal.codec;

import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Writes values (AMQP 1.0, part 1) at the writer index of a buffer, each in its smallest
 * encoding. Owned by one thread at a time.
 */
public final class AmqpWriter {

	private static final int MAX_DEPTH = CodecLimits.DEFAULT.maxDepth();

	private final ByteBuf buffer;

	private int depth;

	/**
	 * Creates a writer.
	 * @param buffer what to write to
	 */
	public AmqpWriter(ByteBuf buffer) {
		this.buffer = buffer;
	}

	/**
	 * The buffer.
	 * @return what is written to
	 */
	public ByteBuf buffer() {
		return this.buffer;
	}

	/** Writes null (section 1.6.1). */
	public void writeNull() {
		this.buffer.writeByte(FormatCode.NULL);
	}

	/**
	 * Writes a boolean (section 1.6.2).
	 * @param value the value
	 */
	public void writeBoolean(boolean value) {
		this.buffer.writeByte(value ? FormatCode.TRUE : FormatCode.FALSE);
	}

	/**
	 * Writes a ubyte (section 1.6.3).
	 * @param value 0 to 255
	 */
	public void writeUnsignedByte(int value) {
		this.buffer.writeByte(FormatCode.UBYTE).writeByte(value);
	}

	/**
	 * Writes a ushort (section 1.6.4).
	 * @param value 0 to 65,535
	 */
	public void writeUnsignedShort(int value) {
		this.buffer.writeByte(FormatCode.USHORT).writeShort(value);
	}

	/**
	 * Writes a uint (section 1.6.5).
	 * @param value 0 to 2³²-1; higher bits are not looked at
	 */
	public void writeUnsignedInt(long value) {
		int bits = (int) value;
		if (bits == 0) {
			this.buffer.writeByte(FormatCode.UINT0);
		}
		else if ((bits & ~0xff) == 0) {
			this.buffer.writeByte(FormatCode.SMALLUINT).writeByte(bits);
		}
		else {
			this.buffer.writeByte(FormatCode.UINT).writeInt(bits);
		}
	}

	/**
	 * Writes a ulong (section 1.6.6).
	 * @param bits its 64 bits
	 */
	public void writeUnsignedLong(long bits) {
		if (bits == 0) {
			this.buffer.writeByte(FormatCode.ULONG0);
		}
		else if ((bits & ~0xffL) == 0) {
			this.buffer.writeByte(FormatCode.SMALLULONG).writeByte((int) bits);
		}
		else {
			this.buffer.writeByte(FormatCode.ULONG).writeLong(bits);
		}
	}

	/**
	 * Writes a timestamp (section 1.6.17).
	 * @param milliseconds since 1970 began in UTC
	 */
	public void writeTimestamp(long milliseconds) {
		this.buffer.writeByte(FormatCode.TIMESTAMP).writeLong(milliseconds);
	}

	/**
	 * Writes a binary (section 1.6.19).
	 * @param bytes its bytes
	 */
	public void writeBinary(byte[] bytes) {
		writeBinaryHeader(bytes.length);
		this.buffer.writeBytes(bytes);
	}

	/**
	 * Writes constructor and size of a binary (section 1.6.19), whose bytes the caller
	 * must write next.
	 * @param length how many bytes
	 */
	public void writeBinaryHeader(int length) {
		writeSize(FormatCode.VBIN8, length);
	}

	/**
	 * Writes a string (section 1.6.20).
	 * @param text the text
	 * @throws EncodeException if the text has half a surrogate pair
	 */
	public void writeString(CharSequence text) {
		int length = Utf8.encodedLength(text);
		writeSize(FormatCode.STR8, length);
		ByteBufUtil.reserveAndWriteUtf8(this.buffer, text, length);
	}

	/**
	 * Writes a symbol (section 1.6.21).
	 * @param symbol the symbol
	 */
	public void writeSymbol(Symbol symbol) {
		writeSize(FormatCode.SYM8, symbol.length());
		ByteBufUtil.writeAscii(this.buffer, symbol.toString());
	}

	/**
	 * Writes a value of any type that {@link AmqpReader#readObject()} returns, and
	 * besides: Character as char, CharSequence as string, Collection as list, Date as
	 * timestamp.
	 * @param value the value
	 * @throws EncodeException if it has no encoding, or is nested deeper than 32 levels;
	 * nothing is written then
	 */
	public void writeObject(@Nullable Object value) {
		int outerDepth = this.depth;
		int start = this.buffer.writerIndex();
		boolean written = false;
		try {
			ObjectEncoder.encode(this, value);
			written = true;
		}
		finally {
			if (!written) {
				this.buffer.writerIndex(start);
				this.depth = outerDepth;
			}
		}
	}

	/**
	 * Writes the constructor 0x00 and a descriptor (section 1.2); the value must follow.
	 * @param code one of {@link Descriptors}
	 */
	public void writeDescriptor(long code) {
		this.buffer.writeByte(FormatCode.DESCRIBED);
		writeUnsignedLong(code);
	}

	/**
	 * Begins a composite value (section 1.4): its descriptor, and the list of its fields.
	 * @param descriptor one of {@link Descriptors}
	 * @return writes the fields, and must be ended
	 */
	public CompositeWriter beginComposite(long descriptor) {
		writeDescriptor(descriptor);
		return new CompositeWriter(this);
	}

	/**
	 * Begins a list (section 1.6.22), whose elements the caller writes next.
	 * @return what {@link #endList(int, int)} wants
	 */
	public int beginList() {
		return CompoundHeader.begin(this.buffer, FormatCode.LIST32);
	}

	/**
	 * Ends a list in the smallest encoding that holds it.
	 * @param start what {@link #beginList()} returned
	 * @param count how many elements were written
	 */
	public void endList(int start, int count) {
		if (count == 0) {
			this.buffer.writerIndex(start);
			this.buffer.writeByte(FormatCode.LIST0);
		}
		else {
			CompoundHeader.end(this.buffer, start, count);
		}
	}

	/**
	 * Begins a map (section 1.6.23), whose keys and values the caller writes next.
	 * @return what {@link #endMap(int, int)} wants
	 */
	public int beginMap() {
		return CompoundHeader.begin(this.buffer, FormatCode.MAP32);
	}

	/**
	 * Ends a map in the smallest encoding that holds it.
	 * @param start what {@link #beginMap()} returned
	 * @param pairs how many pairs of a key and a value were written
	 */
	public void endMap(int start, int pairs) {
		CompoundHeader.end(this.buffer, start, 2 * pairs);
	}

	/** Before the content of a list, map, array or described value. */
	void descend() {
		if (this.depth >= MAX_DEPTH) {
			throw new EncodeException("A value that is nested deeper than %d levels, or contains itself, is not encoded"
				.formatted(MAX_DEPTH));
		}
		this.depth++;
	}

	void ascend() {
		this.depth--;
	}

	/** Writes the narrow code or its wide one, and the size. */
	private void writeSize(int narrowCode, int length) {
		if (length <= 0xff) {
			this.buffer.writeByte(narrowCode).writeByte(length);
		}
		else {
			this.buffer.writeByte(narrowCode | 0x10).writeInt(length);
		}
	}

}
