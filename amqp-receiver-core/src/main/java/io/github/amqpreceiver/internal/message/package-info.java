/**
 * Messages (AMQP 1.0, section 3.2) from and to bytes. What a stranger put into a message
 * is looked at when it is asked for, section by section, and costs no more than its
 * bytes.
 */
@NullMarked
package io.github.amqpreceiver.internal.message;

import org.jspecify.annotations.NullMarked;
