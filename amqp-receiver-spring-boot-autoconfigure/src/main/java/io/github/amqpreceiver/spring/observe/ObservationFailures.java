package io.github.amqpreceiver.spring.observe;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, once, that a convention, a filter or a handler of observations failed: what
 * watches a message must not decide what becomes of it. Thread-safe.
 */
final class ObservationFailures {

	private static final Logger logger = LoggerFactory.getLogger(MicrometerListenerObservation.class);

	private final AtomicBoolean told = new AtomicBoolean();

	void tell(RuntimeException failure) {
		if (this.told.compareAndSet(false, true)) {
			logger.warn(
					"The observation of a message failed, which is handled all the same: {}. Look at the convention,"
							+ " the filters and the handlers of observations; further failures are logged at DEBUG",
					failure.toString(), failure);
		}
		else {
			logger.debug("The observation of a message failed", failure);
		}
	}

}
