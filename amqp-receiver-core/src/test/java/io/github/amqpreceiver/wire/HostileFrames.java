package io.github.amqpreceiver.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Frames that no encoder would write, put together from bytes. */
final class HostileFrames {

	static final int OPEN = 0x10;

	static final int ATTACH = 0x12;

	static final int TRANSFER = 0x14;

	static final int DETACH = 0x16;

	static final int CLOSE = 0x18;

	static final byte[] NULL = { 0x40 };

	static final byte[] TRUE = { 0x41 };

	static final byte[] FALSE = { 0x42 };

	/** A map32 that claims 2³¹-2 entries in eight bytes. */
	static final byte[] MAP_BOMB = bytes((buf) -> buf.writeByte(0xd1).writeInt(8).writeInt(0x7fff_fffe).writeInt(0));

	/** 2³¹-1 elements that take no bytes. */
	static final byte[] ZERO_WIDTH_BOMB = bytes(
			(buf) -> buf.writeByte(0xf0).writeInt(5).writeInt(0x7fff_ffff).writeByte(0x41));

	/** A message whose value is that array: 18 bytes that stand for 2 GB. */
	static final byte[] VALUE_BOMB = bytes(
			(buf) -> buf.writeByte(0).writeByte(0x53).writeByte(0x77).writeBytes(ZERO_WIDTH_BOMB));

	private HostileFrames() {
	}

	/** A frame on channel 0 with a performative of these fields. */
	static Consumer<ByteBuf> frame(int descriptor, byte[]... fields) {
		return raw(0, described(descriptor, fields), new byte[0]);
	}

	/** A frame of these bytes. */
	static Consumer<ByteBuf> raw(int channel, byte[] performative, byte[] payload) {
		return (buf) -> buf.writeInt(8 + performative.length + payload.length)
			.writeByte(2)
			.writeByte(0)
			.writeShort(channel)
			.writeBytes(performative)
			.writeBytes(payload);
	}

	static byte[] described(int descriptor, byte[]... fields) {
		return bytes((buf) -> {
			buf.writeByte(0).writeByte(0x53).writeByte(descriptor);
			int size = 0;
			for (byte[] field : fields) {
				size += field.length;
			}
			buf.writeByte(0xd0).writeInt(size + 4).writeInt(fields.length);
			for (byte[] field : fields) {
				buf.writeBytes(field);
			}
		});
	}

	static byte[] join(byte[]... parts) {
		return bytes((buf) -> {
			for (byte[] part : parts) {
				buf.writeBytes(part);
			}
		});
	}

	static byte[] string(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		return bytes((buf) -> buf.writeByte(0xb1).writeInt(utf8.length).writeBytes(utf8));
	}

	static byte[] symbol(String text) {
		byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
		return bytes((buf) -> buf.writeByte(0xb3).writeInt(ascii.length).writeBytes(ascii));
	}

	static byte[] uint(long value) {
		return bytes((buf) -> buf.writeByte(0x70).writeInt((int) value));
	}

	static byte[] binary(int... value) {
		return bytes((buf) -> {
			buf.writeByte(0xa0).writeByte(value.length);
			for (int each : value) {
				buf.writeByte(each);
			}
		});
	}

	/** A map from one symbol to a value. */
	static byte[] map(String key, byte[] value) {
		byte[] name = symbol(key);
		return bytes((buf) -> buf.writeByte(0xd1)
			.writeInt(4 + name.length + value.length)
			.writeInt(2)
			.writeBytes(name)
			.writeBytes(value));
	}

	/** The error of a detach or close. */
	static byte[] error(String condition, String description, byte[] info) {
		return described(0x1d, symbol(condition), string(description), info);
	}

	private static byte[] bytes(Consumer<ByteBuf> writer) {
		ByteBuf buf = Unpooled.buffer();
		writer.accept(buf);
		byte[] bytes = new byte[buf.readableBytes()];
		buf.readBytes(bytes);
		return bytes;
	}

}
