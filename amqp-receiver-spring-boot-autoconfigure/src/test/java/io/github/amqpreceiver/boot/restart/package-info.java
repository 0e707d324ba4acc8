/**
 * An application that is restarted in one JVM, with classes of a new loader each time.
 */
package io.github.amqpreceiver.boot.restart;
