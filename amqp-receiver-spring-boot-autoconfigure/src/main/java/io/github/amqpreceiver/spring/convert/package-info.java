/**
 * Names of headers, and payloads into Java types.
 */
@NullMarked
package io.github.amqpreceiver.spring.convert;

import org.jspecify.annotations.NullMarked;
