/**
 * Auto-configuration of connections and listeners from {@code amqp.receiver.*}.
 */
@NullMarked
package io.github.amqpreceiver.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
