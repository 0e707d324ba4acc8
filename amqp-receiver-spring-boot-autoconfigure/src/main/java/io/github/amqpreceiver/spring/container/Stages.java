package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Joins stages. */
final class Stages {

	private Stages() {
	}

	/** Completes when all have completed, and normally: failures are told elsewhere. */
	static CompletionStage<Void> all(List<? extends CompletionStage<?>> stages) {
		CompletableFuture<?>[] futures = stages.stream()
			.map((stage) -> stage.toCompletableFuture().handle((value, failure) -> null))
			.toArray(CompletableFuture[]::new);
		return CompletableFuture.allOf(futures);
	}

}
