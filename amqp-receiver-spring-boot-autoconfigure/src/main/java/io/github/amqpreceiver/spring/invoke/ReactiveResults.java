package io.github.amqpreceiver.spring.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results of reactive methods as futures. Loaded only where Reactor is. */
final class ReactiveResults {

	private ReactiveResults() {
	}

	@SuppressWarnings("unchecked")
	static CompletionStage<@Nullable Object> single(Object result) {
		CompletableFuture<?> future = Mono.from(publisher(result)).toFuture();
		return (CompletionStage<@Nullable Object>) future;
	}

	/** One at a time: replies keep the order of the stream, and hold it back. */
	static CompletionStage<?> each(Object result, Function<Object, CompletionStage<?>> handle) {
		return Flux.from(publisher(result))
			.concatMap((value) -> Mono.fromCompletionStage(handle.apply(value)).then())
			.then()
			.toFuture();
	}

	private static Publisher<Object> publisher(Object result) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(result.getClass());
		if (adapter == null) {
			throw new IllegalStateException("No reactive adapter for " + result.getClass());
		}
		return adapter.toPublisher(result);
	}

}
