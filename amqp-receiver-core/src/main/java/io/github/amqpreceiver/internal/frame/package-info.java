/**
 * Frames (AMQP 1.0, section 2.3) and what stands in them (section 2.7): performatives as
 * records, transfer and disposition as flyweights for the hot path, and the frame trace.
 * <p>
 * Everything here works on whole frames that somebody else has cut and bounded.
 */
@NullMarked
package io.github.amqpreceiver.internal.frame;

import org.jspecify.annotations.NullMarked;
