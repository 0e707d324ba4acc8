package io.github.amqpreceiver.internal.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.amqpreceiver.error.ConfigurationException;

/**
 * Virtual threads of JDKs that have them; this library is compiled for one that has not.
 */
final class VirtualThreads {

	private VirtualThreads() {
	}

	static ExecutorService executor() {
		try {
			return (ExecutorService) MethodHandles.publicLookup()
				.findStatic(Executors.class, "newVirtualThreadPerTaskExecutor",
						MethodType.methodType(ExecutorService.class))
				.invoke();
		}
		catch (Throwable ex) {
			throw new ConfigurationException("virtualThreads is true, but this Java runtime ("
					+ Runtime.version().feature() + ") has none: use Java 21 or newer", null, ex);
		}
	}

}
