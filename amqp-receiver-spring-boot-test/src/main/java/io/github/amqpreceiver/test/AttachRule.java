package io.github.amqpreceiver.test;

import io.github.amqpreceiver.error.ErrorCondition;

/**
 * What becomes of links that the application attaches to a node.
 *
 * @param refuses whether the attach is answered without a source, which is a refusal
 * (AMQP 1.0, section 2.6.3), or attached and detached at once
 * @param error the error of the detach
 */
record AttachRule(boolean refuses, ErrorCondition error) {
}
