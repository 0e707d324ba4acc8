package io.github.amqpreceiver.boot.test.autoconfigure;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Reads the properties of {@link AmqpReceiverTest}. */
class AmqpReceiverTestContextBootstrapper extends TestSliceTestContextBootstrapper<AmqpReceiverTest> {

}
