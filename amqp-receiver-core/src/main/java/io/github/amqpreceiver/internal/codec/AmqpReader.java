package io.github.amqpreceiver.internal.codec;

import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads encoded values (AMQP 1.0, part 1) of a frame or a message, one after the other.
 * Owned by one thread at a time. Reused with {@code reset} it allocates nothing but the
 * objects that it returns.
 * <p>
 * Each method reads the value at {@link #index()} in any encoding of its type and moves
 * behind it. Whatever else it finds is a {@link DecodeException}, after which the reader
 * must be reset.
 */
public final class AmqpReader {

	private static final byte[] NOTHING = {};

	private final ByteSource source = new ByteSource();

	private final ZeroWidthBudget budget;

	private final ByteCursor cursor;

	/**
	 * Creates a reader of nothing, to be reset for each frame.
	 * @param limits what one frame may make the reader do
	 */
	public AmqpReader(CodecLimits limits) {
		this(limits, new ZeroWidthBudget(limits));
	}

	/**
	 * Creates a reader for a part of a message, with a budget that its other parts share.
	 * @param limits what one message may make its readers do
	 * @param budget the message's budget
	 * @param bytes an array that holds the message
	 * @param from where to begin
	 * @param to where to end
	 */
	public AmqpReader(CodecLimits limits, ZeroWidthBudget budget, byte[] bytes, int from, int to) {
		this(limits, budget);
		this.source.set(bytes);
		this.cursor.reset(from, to, bytes.length);
	}

	private AmqpReader(CodecLimits limits, ZeroWidthBudget budget) {
		this.budget = budget;
		this.cursor = new ByteCursor(this.source, limits, budget);
	}

	/**
	 * Begins a new frame, with a full budget. The buffer's own indices are neither looked
	 * at nor moved.
	 * @param buffer holds the frame, and must not be released while it is read
	 * @param from index of the first byte to read
	 * @param to index behind the last one
	 * @return this
	 */
	public AmqpReader reset(ByteBuf buffer, int from, int to) {
		this.source.set(buffer);
		this.budget.refill();
		this.cursor.reset(from, to, buffer.capacity());
		return this;
	}

	/**
	 * Begins a new message or part of one, with a full budget.
	 * @param bytes an array that holds it
	 * @param from index of the first byte to read
	 * @param to index behind the last one
	 * @return this
	 */
	public AmqpReader reset(byte[] bytes, int from, int to) {
		this.source.set(bytes);
		this.budget.refill();
		this.cursor.reset(from, to, bytes.length);
		return this;
	}

	/** Lets go of what was read. */
	public void release() {
		this.source.set(NOTHING);
	}

	/**
	 * Where the next value begins.
	 * @return index in the array or buffer
	 */
	public int index() {
		return this.cursor.index();
	}

	/**
	 * Where the list or map that was entered last ends, or else all bytes.
	 * @return index in the array or buffer
	 */
	public int end() {
		return this.cursor.end();
	}

	/**
	 * How many bytes there are up to {@link #end()}.
	 * @return bytes
	 */
	public int remaining() {
		return this.cursor.remaining();
	}

	/**
	 * Moves over bytes that are read elsewhere, as after {@link #readBinaryHeader()}.
	 * @param length how many, not negative
	 */
	public void advance(int length) {
		this.cursor.take(length, FormatCode.VBIN8);
	}

	/**
	 * Moves behind the next value if it is null.
	 * @return whether it was
	 */
	public boolean skipNull() {
		return this.cursor.isNext(FormatCode.NULL) && this.cursor.takeCode() == FormatCode.NULL;
	}

	/**
	 * Moves behind one value of any type, described ones with their descriptors. What
	 * lies inside a list, map or array is not looked at.
	 */
	public void skip() {
		this.cursor.skip();
	}

	/**
	 * Moves behind one value of any type like {@link #skip()}, but looks into lists, maps
	 * and arrays: what {@link #readObject()} would refuse is refused, but for texts and
	 * for keys that come twice. Makes no objects.
	 */
	public void check() {
		ValueCheck.check(this.cursor, this.cursor.takeCode());
	}

	/**
	 * Reads a boolean (section 1.6.2).
	 * @return the value
	 */
	public boolean readBoolean() {
		int code = this.cursor.takeCode();
		return switch (code) {
			case FormatCode.TRUE -> true;
			case FormatCode.FALSE -> false;
			case FormatCode.BOOLEAN -> this.cursor.takeBoolean(code);
			default -> throw this.cursor.unexpected("boolean", code);
		};
	}

	/**
	 * Reads a ubyte (section 1.6.3).
	 * @return 0 to 255
	 */
	public int readUnsignedByte() {
		return this.cursor.takeUnsignedByte(this.cursor.expect(FormatCode.UBYTE));
	}

	/**
	 * Reads a ushort (section 1.6.4).
	 * @return 0 to 65,535
	 */
	public int readUnsignedShort() {
		return this.cursor.takeUnsignedShort(this.cursor.expect(FormatCode.USHORT));
	}

	/**
	 * Reads a uint (section 1.6.5).
	 * @return 0 to 2³²-1
	 */
	public long readUnsignedInt() {
		int code = this.cursor.takeCode();
		return switch (code) {
			case FormatCode.UINT -> Integer.toUnsignedLong(this.cursor.takeInt(code));
			case FormatCode.SMALLUINT -> this.cursor.takeUnsignedByte(code);
			case FormatCode.UINT0 -> 0;
			default -> throw this.cursor.unexpected("uint", code);
		};
	}

	/**
	 * Reads a ulong (section 1.6.6).
	 * @return its 64 bits, negative from 2⁶³ on
	 */
	public long readUnsignedLong() {
		return unsignedLong(this.cursor.takeCode());
	}

	private long unsignedLong(int code) {
		return switch (code) {
			case FormatCode.SMALLULONG -> this.cursor.takeUnsignedByte(code);
			case FormatCode.ULONG -> this.cursor.takeLong(code);
			case FormatCode.ULONG0 -> 0;
			default -> throw this.cursor.unexpected("ulong", code);
		};
	}

	/**
	 * Reads a timestamp (section 1.6.17).
	 * @return milliseconds since 1970 began in UTC, may be negative
	 */
	public long readTimestamp() {
		return this.cursor.takeLong(this.cursor.expect(FormatCode.TIMESTAMP));
	}

	/**
	 * Reads constructor and size of a binary (section 1.6.19) and stays before its bytes,
	 * which are all there: {@link #advance(int)} moves over them.
	 * @return how many bytes begin at {@link #index()}
	 */
	public int readBinaryHeader() {
		return this.cursor.takeSize(this.cursor.expect(FormatCode.VBIN8, FormatCode.VBIN32));
	}

	/**
	 * Reads a binary (section 1.6.19).
	 * @return a copy of its bytes
	 */
	public byte[] readBinary() {
		return this.cursor.takeBytes(readBinaryHeader(), FormatCode.VBIN8);
	}

	/**
	 * Reads a string (section 1.6.20).
	 * @return the text
	 */
	public String readString() {
		return this.cursor.takeString(this.cursor.expect(FormatCode.STR8, FormatCode.STR32));
	}

	/**
	 * Reads a symbol (section 1.6.21).
	 * @return the symbol
	 */
	public Symbol readSymbol() {
		return this.cursor.takeSymbol(this.cursor.expect(FormatCode.SYM8, FormatCode.SYM32));
	}

	/**
	 * Reads a map (section 1.6.23) whose keys are all of one type.
	 * @param <K> type of the keys
	 * @param keyType type of the keys
	 * @param maxPairs how many entries the map may have
	 * @return an unmodifiable map in the order of the bytes
	 */
	public <K> Map<K, @Nullable Object> readMap(Class<K> keyType, int maxPairs) {
		return MapDecoder.decode(this.cursor, this.cursor.takeCode(), keyType, maxPairs);
	}

	/**
	 * Reads a value of any type.
	 * @return null, Boolean, UnsignedByte, UnsignedShort, UnsignedInteger, UnsignedLong,
	 * Byte, Short, Integer, Long, Float, Double, Decimal32, Decimal64, Decimal128,
	 * CodePoint, Instant, UUID, {@code byte[]}, String, Symbol, Described, an
	 * unmodifiable List or Map, or for an array one of these types' arrays
	 */
	public @Nullable Object readObject() {
		return ObjectDecoder.decode(this.cursor, this.cursor.takeCode());
	}

	/**
	 * Reads the constructor 0x00 and the descriptor behind it (section 1.2), a code or a
	 * symbolic name. The value follows.
	 * @return the code, {@link Descriptors#UNKNOWN} for a name that the specification
	 * does not have
	 */
	public long readDescriptorCode() {
		this.cursor.expect(FormatCode.DESCRIBED);
		int code = this.cursor.takeCode();
		if (code == FormatCode.SYM8 || code == FormatCode.SYM32) {
			return Descriptors.codeOf(this.cursor.takeSymbol(code));
		}
		return unsignedLong(code);
	}

	/**
	 * Enters a list (section 1.6.22): {@link #end()} becomes its end until
	 * {@link #leave(int)}.
	 * @return how many elements follow
	 */
	public int enterList() {
		int code = this.cursor.takeCode();
		if (code != FormatCode.LIST8 && code != FormatCode.LIST0 && code != FormatCode.LIST32) {
			throw this.cursor.unexpected("list", code);
		}
		return this.cursor.enterElements(code);
	}

	/**
	 * Enters a map (section 1.6.23): {@link #end()} becomes its end until
	 * {@link #leave(int)}. Whether a key comes twice is for the caller to see.
	 * @return how many pairs of a key and a value follow
	 */
	public int enterMap() {
		return MapDecoder.enter(this.cursor, this.cursor.takeCode());
	}

	/**
	 * Leaves the list or map that was entered last, all of which must have been read.
	 * @param outerEnd what {@link #end()} was before it was entered
	 */
	public void leave(int outerEnd) {
		this.cursor.leave(outerEnd);
	}

	/**
	 * Enters the list of a composite type (section 1.4), to read it field by field.
	 * @return its fields
	 */
	public CompositeReader readComposite() {
		return new CompositeReader(this);
	}

	/** For those who know better what a value should have been. */
	public DecodeException fail(String message) {
		return this.cursor.fail(message, index());
	}

}
