/**
 * The facade: connections, sessions, receivers and a minimal sender.
 */
@NullMarked
package io.github.amqpreceiver;

import org.jspecify.annotations.NullMarked;
