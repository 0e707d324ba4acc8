/**
 * Receivers on a real socket against a scripted peer: every frame is expected.
 */
package io.github.amqpreceiver.wire;
