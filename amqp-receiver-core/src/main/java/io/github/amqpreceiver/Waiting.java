package io.github.amqpreceiver;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.OperationTimeoutException;

/** Waits for a stage on a thread of the application's, where it has to be blocking. */
final class Waiting {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private Waiting() {
	}

	static <T> T until(CompletionStage<T> stage, String what) {
		try {
			return stage.toCompletableFuture().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AmqpReceiverException("The thread was interrupted while it waited for " + what, null, ex);
		}
		catch (TimeoutException ex) {
			throw new OperationTimeoutException(what + " did not end within " + LONGEST, null, ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AmqpReceiverException known) {
				throw known;
			}
			throw new AmqpReceiverException(what + " failed: " + ex.getCause(), null, ex.getCause());
		}
	}

}
