/**
 * What the tests of this project share: brokers inside and beside the test's JVM, a
 * network that can be broken on purpose, peers that are not ours, and the book-keeping
 * that tells whether a message was lost.
 */
@NullMarked
package io.github.amqpreceiver.testsupport;

import org.jspecify.annotations.NullMarked;
