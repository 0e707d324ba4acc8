package io.github.amqpreceiver.internal.codec;

/**
 * Moves over values of any type and into lists, maps and arrays, with every check of
 * {@link ObjectDecoder} that needs no object: nothing is made of what is found. Texts are
 * not looked at, and neither is whether keys are equal. Stateless.
 */
final class ValueCheck {

	private ValueCheck() {
	}

	/**
	 * Moves behind a value.
	 * @param cursor stands behind the value's code
	 * @param code the code, known to be one
	 */
	static void check(ByteCursor cursor, int code) {
		switch (code) {
			case FormatCode.DESCRIBED -> described(cursor);
			case FormatCode.BOOLEAN -> cursor.takeBoolean(code);
			case FormatCode.CHAR -> ObjectDecoder.codePoint(cursor);
			case FormatCode.LIST0, FormatCode.LIST8, FormatCode.LIST32 -> list(cursor, code);
			case FormatCode.MAP8, FormatCode.MAP32 -> map(cursor, code);
			case FormatCode.ARRAY8, FormatCode.ARRAY32 -> array(cursor, code);
			default ->
				cursor.take(FormatCode.isFixedWidth(code) ? FormatCode.fixedWidth(code) : cursor.takeSize(code), code);
		}
	}

	private static void described(ByteCursor cursor) {
		cursor.descend(FormatCode.DESCRIBED);
		descriptor(cursor);
		check(cursor, cursor.takeCode());
		cursor.ascend();
	}

	private static void descriptor(ByteCursor cursor) {
		int code = cursor.takeCode();
		if (code == FormatCode.NULL) {
			throw cursor.unexpected("descriptor", code);
		}
		check(cursor, code);
	}

	private static void list(ByteCursor cursor, int code) {
		int outerEnd = cursor.end();
		for (int left = cursor.enterElements(code); left > 0; left--) {
			check(cursor, cursor.takeCode());
		}
		cursor.leave(outerEnd);
	}

	private static void map(ByteCursor cursor, int code) {
		int outerEnd = cursor.end();
		for (int left = MapDecoder.enter(cursor, code); left > 0; left--) {
			int key = cursor.takeCode();
			if (!FormatCode.isScalar(key)) {
				throw cursor.unexpected("scalar map key", key);
			}
			check(cursor, key);
			check(cursor, cursor.takeCode());
		}
		cursor.leave(outerEnd);
	}

	private static void array(ByteCursor cursor, int code) {
		int at = cursor.codeIndex();
		int outerEnd = cursor.end();
		elements(cursor, cursor.enter(code), at);
		cursor.leave(outerEnd);
	}

	private static void elements(ByteCursor cursor, long claimed, int at) {
		int code = cursor.takeCode();
		if (code == FormatCode.DESCRIBED) {
			cursor.descend(code);
			descriptor(cursor);
			elements(cursor, claimed, at);
			cursor.ascend();
			return;
		}
		for (int left = ArrayDecoder.believe(cursor, code, claimed, at); left > 0; left--) {
			check(cursor, code);
		}
	}

}
