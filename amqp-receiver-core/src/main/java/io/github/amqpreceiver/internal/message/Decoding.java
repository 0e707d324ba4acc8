package io.github.amqpreceiver.internal.message;

import java.nio.charset.Charset;

import io.github.amqpreceiver.options.Limits;

/**
 * How the messages of one link are decoded; they share it.
 *
 * @param charset the charset of data bodies whose content-type names none
 * @param limits what decoding may cost
 */
public record Decoding(Charset charset, Limits limits) {
}
