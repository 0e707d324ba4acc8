/**
 * The description of one listener, before anything is opened.
 */
@NullMarked
package io.github.amqpreceiver.spring.endpoint;

import org.jspecify.annotations.NullMarked;
