package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.options.SessionOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/** A connection that another takes the place of, and that may close for a while. */
class RenewableConnectionTests {

	private final List<AmqpConnection> made = new ArrayList<>();

	private final CompletableFuture<Void> opening = new CompletableFuture<>();

	private final RenewableConnection connection = new RenewableConnection(this::make);

	private AmqpConnection make() {
		AmqpConnection one = mock(AmqpConnection.class);
		given(one.open()).willReturn(this.opening);
		given(one.close()).willReturn(CompletableFuture.completedStage(null));
		this.made.add(one);
		return one;
	}

	private AmqpConnection first() {
		return this.made.get(0);
	}

	private AmqpConnection last() {
		return this.made.get(this.made.size() - 1);
	}

	@Test
	void sessionsBeginOnTheNewConnectionOnceItIsOpen() {
		CompletableFuture<AmqpConnection> renewed = this.connection.renew().toCompletableFuture();
		this.connection.session(SessionOptions.DEFAULT);
		then(first()).should().session(SessionOptions.DEFAULT);
		this.opening.complete(null);
		this.connection.session(SessionOptions.DEFAULT);
		then(last()).should().session(SessionOptions.DEFAULT);
		assertThat(renewed.join()).isSameAs(first());
		then(first()).should(never()).close();
		this.connection.retire(first());
		then(first()).should().close();
	}

	@Test
	void oneThatDoesNotOpenIsClosedAndTheOldOneStays() {
		CompletableFuture<AmqpConnection> renewed = this.connection.renew().toCompletableFuture();
		this.opening.completeExceptionally(new IllegalStateException("no"));
		assertThat(renewed).isCompletedExceptionally();
		then(last()).should().close();
		then(first()).should(never()).close();
		this.connection.session(SessionOptions.DEFAULT);
		then(first()).should().session(any());
	}

	@Test
	void oneThatOpensAfterTheEndIsClosed() {
		this.connection.renew();
		this.connection.close();
		this.opening.complete(null);
		then(last()).should().close();
		then(first()).should().close();
	}

	@Test
	void oneThatOpensWhileTheContextIsStoppedIsClosed() {
		this.connection.renew();
		this.connection.suspend();
		this.opening.complete(null);
		then(last()).should().close();
	}

	@Test
	void stopClosesAlsoWhatWasReplacedAndStartBeginsAnew() {
		this.opening.complete(null);
		this.connection.renew();
		AmqpConnection replaced = first();
		AmqpConnection current = last();
		assertThat(this.connection.suspend().toCompletableFuture()).isCompleted();
		then(replaced).should().close();
		then(current).should().close();
		this.connection.restart();
		assertThat(this.made).hasSize(3);
		this.connection.restart();
		assertThat(this.made).as("once").hasSize(3);
		this.connection.session(SessionOptions.DEFAULT);
		then(last()).should().session(SessionOptions.DEFAULT);
	}

	@Test
	void nothingBeginsAnewAfterTheEnd() {
		this.connection.suspend();
		this.connection.close();
		this.connection.restart();
		assertThat(this.made).hasSize(1);
	}

}
