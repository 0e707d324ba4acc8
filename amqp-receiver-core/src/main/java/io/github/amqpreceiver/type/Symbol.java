package io.github.amqpreceiver.type;

import org.jspecify.annotations.Nullable;

/**
 * A symbolic value from a constrained domain (AMQP 1.0, section 1.6.21): ASCII characters
 * only, compared by content. Immutable.
 *
 * @since 0.1
 */
public final class Symbol implements Comparable<Symbol> {

	private static final SymbolCache CACHE = new SymbolCache();

	private final String name;

	/**
	 * For the cache, which has checked the characters.
	 * @param name ASCII characters
	 */
	Symbol(String name) {
		this.name = name;
	}

	/**
	 * The symbol of these characters. Names of up to 255 characters are likely to be the
	 * same instance each time, which is no promise: compare with {@code equals}.
	 * @param name ASCII characters, may be empty
	 * @return the symbol
	 * @throws IllegalArgumentException if a character is not ASCII
	 */
	public static Symbol valueOf(String name) {
		return CACHE.get(name);
	}

	/**
	 * The symbol of these bytes, without building a string when it is a cached one.
	 * @param bytes an array that holds the encoded symbol
	 * @param offset where the symbol begins
	 * @param length how many bytes it has
	 * @return the symbol
	 * @throws IllegalArgumentException if a byte is not ASCII
	 * @throws IndexOutOfBoundsException if the range lies outside the array
	 */
	public static Symbol valueOf(byte[] bytes, int offset, int length) {
		return CACHE.get(bytes, offset, length);
	}

	/**
	 * How many characters, and so bytes, the symbol has.
	 * @return characters
	 */
	public int length() {
		return this.name.length();
	}

	@Override
	public int compareTo(Symbol other) {
		return this.name.compareTo(other.name);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Symbol symbol && this.name.equals(symbol.name));
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	/**
	 * The characters of the symbol.
	 * @return the name
	 */
	@Override
	public String toString() {
		return this.name;
	}

}
