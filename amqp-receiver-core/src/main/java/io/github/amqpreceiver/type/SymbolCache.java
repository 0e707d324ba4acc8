package io.github.amqpreceiver.type;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Recently seen symbols. Safe for every thread without a lock: a slot holds any symbol of
 * its hash, symbols have only final fields, and a lost write costs one more allocation.
 * <p>
 * A peer chooses the names, so the cache never grows: a newcomer takes its slot from
 * whoever was there, and a flood of names passes through the same 512 slots.
 */
final class SymbolCache {

	private static final int MAX_LENGTH = 255;

	private static final int SLOTS = 512;

	private final @Nullable Symbol[] slots = new Symbol[SLOTS];

	Symbol get(String name) {
		int slot = slot(name.hashCode());
		Symbol cached = this.slots[slot];
		if (cached != null && cached.toString().equals(name)) {
			return cached;
		}
		for (int i = 0; i < name.length(); i++) {
			if (name.charAt(i) > 0x7f) {
				throw notAscii(name.charAt(i), i);
			}
		}
		return put(slot, name);
	}

	Symbol get(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		// The same sum as String.hashCode, so that both ways find the same slot
		int hash = 0;
		for (int i = 0; i < length; i++) {
			byte character = bytes[offset + i];
			if (character < 0) {
				throw notAscii(character & 0xff, i);
			}
			hash = 31 * hash + character;
		}
		int slot = slot(hash);
		Symbol cached = this.slots[slot];
		if (cached != null && matches(cached.toString(), bytes, offset, length)) {
			return cached;
		}
		return put(slot, new String(bytes, offset, length, StandardCharsets.US_ASCII));
	}

	private Symbol put(int slot, String name) {
		Symbol symbol = new Symbol(name);
		if (name.length() <= MAX_LENGTH) {
			this.slots[slot] = symbol;
		}
		return symbol;
	}

	private static boolean matches(String name, byte[] bytes, int offset, int length) {
		if (name.length() != length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (name.charAt(i) != bytes[offset + i]) {
				return false;
			}
		}
		return true;
	}

	private static int slot(int hash) {
		return (hash ^ (hash >>> 16)) & (SLOTS - 1);
	}

	private static IllegalArgumentException notAscii(int character, int position) {
		return new IllegalArgumentException(
				"A symbol is made of ASCII characters; 0x%02x at position %d is none".formatted(character, position));
	}

}
