/**
 * Messages, section by section.
 */
@NullMarked
package io.github.amqpreceiver.message;

import org.jspecify.annotations.NullMarked;
