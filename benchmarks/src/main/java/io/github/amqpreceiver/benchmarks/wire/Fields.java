package io.github.amqpreceiver.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A flyweight over a described list (a performative, a source): finds where each field
 * begins and reads the few that the benchmark needs. Trusts its peer, which is one of our
 * own contenders. Not thread-safe.
 */
public final class Fields {

	private static final int MAX_FIELDS = 16;

	private final int[] offsets = new int[MAX_FIELDS + 1];

	private ByteBuffer buffer = ByteBuffer.allocate(0);

	private int count;

	private int descriptor;

	/**
	 * Looks at the described list that begins at an offset.
	 * @param source the buffer, of which position and limit stay untouched
	 * @param offset where the constructor of the described type stands
	 * @return this flyweight
	 */
	public Fields wrap(ByteBuffer source, int offset) {
		this.buffer = source;
		int list = skip(offset + 1);
		this.descriptor = lastByteBefore(list);
		int at = switch (source.get(list) & 0xff) {
			case Wire.LIST8 -> {
				this.count = source.get(list + 2) & 0xff;
				yield list + 3;
			}
			case Wire.LIST32 -> {
				this.count = source.getInt(list + 5);
				yield list + 9;
			}
			default -> {
				this.count = 0;
				yield list + 1;
			}
		};
		this.count = Math.min(this.count, MAX_FIELDS);
		for (int field = 0; field < this.count; field++) {
			this.offsets[field] = at;
			at = skip(at);
		}
		this.offsets[this.count] = at;
		return this;
	}

	public int descriptor() {
		return this.descriptor;
	}

	public boolean isNull(int field) {
		return field >= this.count || (this.buffer.get(this.offsets[field]) & 0xff) == Wire.NULL;
	}

	public int uint(int field, int otherwise) {
		if (isNull(field)) {
			return otherwise;
		}
		int at = this.offsets[field];
		int code = this.buffer.get(at) & 0xff;
		return switch (code) {
			case Wire.UINT -> this.buffer.getInt(at + 1);
			case Wire.SMALL_UINT, Wire.UBYTE -> this.buffer.get(at + 1) & 0xff;
			case Wire.USHORT -> this.buffer.getShort(at + 1) & 0xffff;
			case Wire.UINT_0 -> 0;
			default -> throw new IllegalStateException("Field %d has code 0x%02x, not a uint".formatted(field, code));
		};
	}

	public boolean bool(int field) {
		if (isNull(field)) {
			return false;
		}
		int at = this.offsets[field];
		int code = this.buffer.get(at) & 0xff;
		return code == Wire.TRUE || code == Wire.BOOLEAN && this.buffer.get(at + 1) != 0;
	}

	public @Nullable String string(int field) {
		if (isNull(field)) {
			return null;
		}
		int at = this.offsets[field];
		int start = (this.buffer.get(at) & 0xff) == Wire.STR32 ? at + 5 : at + 2;
		byte[] bytes = new byte[this.offsets[field + 1] - start];
		this.buffer.get(start, bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/**
	 * Returns the bytes of a field as they are.
	 * @param field the field
	 * @return the encoded value with its constructor, or an encoded null
	 */
	public ByteBuffer encoded(int field) {
		if (isNull(field)) {
			return ByteBuffer.wrap(new byte[] { (byte) Wire.NULL });
		}
		return this.buffer.slice(this.offsets[field], this.offsets[field + 1] - this.offsets[field]);
	}

	/**
	 * Returns the code of the descriptor of a described field, such as an outcome.
	 * @param field the field
	 * @return the code, or -1 where the field is null
	 */
	public int descriptorOf(int field) {
		return isNull(field) ? -1 : lastByteBefore(skip(this.offsets[field] + 1));
	}

	// the codes that matter fit into a byte, whether sent as smallulong or as ulong
	private int lastByteBefore(int offset) {
		return this.buffer.get(offset - 1) & 0xff;
	}

	private int skip(int offset) {
		int code = this.buffer.get(offset) & 0xff;
		return switch (code >> 4) {
			case 0x0 -> skip(skip(offset + 1));
			case 0x4 -> offset + 1;
			case 0x5 -> offset + 2;
			case 0x6 -> offset + 3;
			case 0x7 -> offset + 5;
			case 0x8 -> offset + 9;
			case 0x9 -> offset + 17;
			case 0xa, 0xc, 0xe -> offset + 2 + (this.buffer.get(offset + 1) & 0xff);
			case 0xb, 0xd, 0xf -> offset + 5 + this.buffer.getInt(offset + 1);
			default -> throw new IllegalStateException("0x%02x is no format code".formatted(code));
		};
	}

}
