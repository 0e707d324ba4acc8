package io.github.amqpreceiver.internal.codec;

import io.github.amqpreceiver.options.Limits;

/**
 * What one frame or message may make the decoder do. Immutable.
 *
 * @param maxDepth how many lists, maps, arrays and described values may be nested
 * @param maxZeroWidthElements how many array elements that take no bytes a frame or
 * message may have
 */
public record CodecLimits(int maxDepth, int maxZeroWidthElements) {

	/** The defaults of {@link Limits}. */
	public static final CodecLimits DEFAULT = of(Limits.DEFAULT);

	/**
	 * The part of the limits that concerns the codec.
	 * @param limits the limits of a connection
	 * @return the limits of its readers
	 */
	public static CodecLimits of(Limits limits) {
		return new CodecLimits(limits.nesting(), limits.zeroWidthElements());
	}

}
