package io.github.amqpreceiver.testsupport;

import java.util.concurrent.Callable;

/**
 * Turns the checked exceptions of brokers and clients, which no test wants to declare,
 * into unchecked ones that name what was attempted.
 */
final class Attempt {

	private Attempt() {
	}

	static void run(String attempt, Action action) {
		call(attempt, () -> {
			action.run();
			return Boolean.TRUE;
		});
	}

	static <T> T call(String attempt, Callable<T> action) {
		try {
			return action.call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted: " + attempt, ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException("Failed: " + attempt + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * An action that may throw anything.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

}
