/**
 * The AMQP 1.0 type system (part 1 of the specification) as bytes.
 * <p>
 * Every size and count is unsigned, lies inside its parent and is paid for in bytes;
 * nothing is allocated from a count that was only claimed; nesting and array elements of
 * zero width are capped; decoding costs no more than the bytes that it looks at.
 */
@NullMarked
package io.github.amqpreceiver.internal.codec;

import org.jspecify.annotations.NullMarked;
