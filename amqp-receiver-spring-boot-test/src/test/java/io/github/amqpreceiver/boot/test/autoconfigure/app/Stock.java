package io.github.amqpreceiver.boot.test.autoconfigure.app;

import org.springframework.stereotype.Service;

/** What a listener calls. */
@Service
public class Stock {

	public void reserve(Order order) {
		throw new IllegalStateException("There is no database here");
	}

}
