package io.github.amqpreceiver.boot.test.autoconfigure.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with listeners, a service, and a bean that no slice must start. */
@SpringBootApplication
public class ShopApplication {

}
