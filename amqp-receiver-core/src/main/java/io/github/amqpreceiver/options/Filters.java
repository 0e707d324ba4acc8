package io.github.amqpreceiver.options;

import java.util.List;

import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedLong;

/**
 * Filters that many brokers know, and the legacy numeric descriptors that older ones
 * want.
 *
 * @since 0.1
 */
public final class Filters {

	/** Name and descriptor of the JMS selector filter. */
	public static final Symbol SELECTOR = Symbol.valueOf("apache.org:selector-filter:string");

	/** Name and descriptor of the filter for messages of the own container. */
	public static final Symbol NO_LOCAL = Symbol.valueOf("apache.org:no-local-filter:list");

	/** The numeric descriptor of the selector filter. */
	public static final UnsignedLong SELECTOR_CODE = UnsignedLong.valueOf(0x0000468C00000004L);

	/** The numeric descriptor of the no-local filter. */
	public static final UnsignedLong NO_LOCAL_CODE = UnsignedLong.valueOf(0x0000468C00000003L);

	static final List<Symbol> ALL_OUTCOMES = List.of(Symbol.valueOf("amqp:accepted:list"),
			Symbol.valueOf("amqp:rejected:list"), Symbol.valueOf("amqp:released:list"),
			Symbol.valueOf("amqp:modified:list"));

	private Filters() {
	}

	/**
	 * A selector with the symbolic descriptor.
	 * @param selector the expression
	 * @return the filter
	 */
	public static Described selector(String selector) {
		return new Described(SELECTOR, selector);
	}

	/**
	 * A selector with the legacy numeric descriptor.
	 * @param selector the expression
	 * @return the filter
	 */
	public static Described selectorWithCode(String selector) {
		return new Described(SELECTOR_CODE, selector);
	}

	/**
	 * No messages of the own container, with the symbolic descriptor.
	 * @return the filter
	 */
	public static Described noLocal() {
		return new Described(NO_LOCAL, List.of());
	}

	/**
	 * No messages of the own container, with the legacy numeric descriptor.
	 * @return the filter
	 */
	public static Described noLocalWithCode() {
		return new Described(NO_LOCAL_CODE, List.of());
	}

}
