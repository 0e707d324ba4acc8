package io.github.amqpreceiver.boot.autoconfigure;

import java.util.Collection;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * The name that was probably meant.
 *
 * @since 0.1
 */
public final class NearName {

	/** A third of a name may be mistyped, and at most this many characters. */
	private static final int FARTHEST = 4;

	private NearName() {
	}

	/**
	 * The name that is nearest to one that does not exist.
	 * @param unknown the name that was written
	 * @param names the names that there are
	 * @return one of them, or null when none is near
	 */
	public static @Nullable String of(String unknown, Collection<String> names) {
		int farthest = Math.min(FARTHEST, Math.max(1, unknown.length() / 3));
		return names.stream()
			.filter((name) -> distance(unknown, name) <= farthest)
			.min(Comparator.comparingInt((name) -> distance(unknown, name)))
			.orElse(null);
	}

	/**
	 * How many characters have to be added, taken away or changed.
	 * @param a a name
	 * @param b another
	 * @return the number; 0 for the same name
	 */
	public static int distance(String a, String b) {
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int cost = (a.charAt(i - 1) == b.charAt(j - 1)) ? diagonal : diagonal + 1;
				diagonal = row[j];
				row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[b.length()];
	}

}
