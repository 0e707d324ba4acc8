package io.github.amqpreceiver.internal.message;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.Descriptors;

/**
 * Where the sections of a message are (AMQP 1.0, section 3.2), from one pass over it that
 * looks at descriptors and sizes only. Immutable, so that every thread may see it without
 * a lock.
 * <p>
 * Sections come in the order of their descriptors and once each, except for data and
 * sequence sections, and a body is of one kind.
 */
final class SectionIndex {

	private static final String[] NAMES = { "header", "delivery-annotations", "message-annotations", "properties",
			"application-properties", "data", "amqp-sequence", "amqp-value", "footer" };

	static final int KINDS = NAMES.length;

	/**
	 * Where each section's value begins, behind its descriptor; 0 where there is none.
	 */
	private final int[] values;

	private final int bodySections;

	SectionIndex(int[] values, int bodySections) {
		this.values = values;
		this.bodySections = bodySections;
	}

	/**
	 * Looks at a message.
	 * @param reader stands before its first byte
	 */
	SectionIndex(AmqpReader reader) {
		this.values = new int[KINDS];
		long last = 0;
		int body = 0;
		while (reader.remaining() > 0) {
			long section = next(reader, last);
			if (section != last) {
				this.values[number(section)] = reader.index();
			}
			if (isBody(section)) {
				body++;
			}
			if (section == Descriptors.DATA) {
				reader.advance(reader.readBinaryHeader());
			}
			else {
				reader.skip();
			}
			last = section;
		}
		this.bodySections = body;
	}

	/**
	 * Reads the descriptor of a section.
	 * @param reader stands before it
	 * @param last the descriptor of the section before it, 0 at the beginning
	 * @return the descriptor, of a section that may stand there
	 */
	static long next(AmqpReader reader, long last) {
		long section = reader.readDescriptorCode();
		if (section < Descriptors.HEADER || section > Descriptors.FOOTER) {
			throw reader.fail("0x%x is not the descriptor of a section".formatted(section));
		}
		if (!mayFollow(section, last)) {
			throw reader.fail((section == last) ? "%s comes twice".formatted(name(section))
					: "%s comes behind %s".formatted(name(section), name(last)));
		}
		return section;
	}

	/**
	 * The rules of a message's structure.
	 * @param section the descriptor of a section
	 * @param last that of the section before it, 0 at the beginning
	 * @return whether it may stand there
	 */
	static boolean mayFollow(long section, long last) {
		if (section < Descriptors.HEADER || section > Descriptors.FOOTER) {
			return false;
		}
		if (isBody(section) && isBody(last)) {
			return section == last && section != Descriptors.AMQP_VALUE;
		}
		return section > last;
	}

	static boolean isBody(long section) {
		return section >= Descriptors.DATA && section <= Descriptors.AMQP_VALUE;
	}

	private static int number(long section) {
		return (int) (section - Descriptors.HEADER);
	}

	static String name(long section) {
		return NAMES[number(section)];
	}

	/**
	 * Where a section's value begins, of several the first one's.
	 * @param section its descriptor
	 * @return index in the array, or 0 if there is none
	 */
	int value(long section) {
		return this.values[number(section)];
	}

	/**
	 * Which kind of body there is.
	 * @return the descriptor of its sections, or 0 without a body
	 */
	long bodyKind() {
		for (long kind = Descriptors.DATA; kind <= Descriptors.AMQP_VALUE; kind++) {
			if (value(kind) != 0) {
				return kind;
			}
		}
		return 0;
	}

	/**
	 * How many sections the body has.
	 * @return sections, 0 without a body
	 */
	int bodySections() {
		return this.bodySections;
	}

}
