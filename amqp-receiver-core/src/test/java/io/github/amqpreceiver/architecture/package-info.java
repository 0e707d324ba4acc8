/**
 * Rules that hold for the code itself.
 */
package io.github.amqpreceiver.architecture;
