/**
 * Who we are to the peer.
 */
@NullMarked
package io.github.amqpreceiver.auth;

import org.jspecify.annotations.NullMarked;
