/**
 * The rows of the list of faults, each as a test that is named after its row.
 */
@NullMarked
package io.github.amqpreceiver.faults;

import org.jspecify.annotations.NullMarked;
