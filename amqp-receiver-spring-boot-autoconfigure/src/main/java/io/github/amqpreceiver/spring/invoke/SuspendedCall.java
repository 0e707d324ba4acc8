package io.github.amqpreceiver.spring.invoke;

import java.util.concurrent.CompletableFuture;

import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;

/**
 * The continuation of a suspending function, as a future. Loaded only where Kotlin is;
 * the function begins on the handler's thread and goes on where it resumes.
 */
final class SuspendedCall extends CompletableFuture<@Nullable Object> implements Continuation<Object> {

	/** Calls a suspending function; the last argument is filled in. */
	static CompletableFuture<@Nullable Object> invoke(MethodCall call, @Nullable Object[] arguments) throws Exception {
		SuspendedCall continuation = new SuspendedCall();
		arguments[arguments.length - 1] = continuation;
		Object result = call.invoke(arguments);
		if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
			continuation.complete(withoutUnit(result));
		}
		return continuation;
	}

	@Override
	public CoroutineContext getContext() {
		return EmptyCoroutineContext.INSTANCE;
	}

	@Override
	public void resumeWith(Object result) {
		if (result instanceof Result.Failure failure) {
			completeExceptionally(failure.exception);
		}
		else {
			complete(withoutUnit(result));
		}
	}

	private static @Nullable Object withoutUnit(@Nullable Object result) {
		return (result == Unit.INSTANCE) ? null : result;
	}

}
