/**
 * Tests of listeners in Spring Boot: the slice, and the peer for whole applications.
 */
@NullMarked
package io.github.amqpreceiver.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
