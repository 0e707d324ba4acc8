package io.github.amqpreceiver.boot.test.autoconfigure.app;

import org.springframework.stereotype.Component;

/** A bean that is of no use to listeners. */
@Component
public class Database {

}
