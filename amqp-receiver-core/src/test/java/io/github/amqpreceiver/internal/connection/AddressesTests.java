package io.github.amqpreceiver.internal.connection;

import java.util.List;
import java.util.stream.IntStream;

import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.options.Address;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressesTests {

	private static final Address A = new Address("a", 1, false);

	private static final Address B = new Address("b", 2, false);

	private static final Address C = new Address("c", 3, false);

	@Test
	void areTriedInOrderAndRoundAgain() {
		Addresses addresses = new Addresses(List.of(A, B, C), false);
		assertThat(IntStream.range(0, 5).mapToObj((i) -> addresses.next().address())).containsExactly(A, B, C, A, B);
	}

	@Test
	void theOneThatWorkedIsTriedFirst() {
		Addresses addresses = new Addresses(List.of(A, B, C), false);
		addresses.next();
		addresses.next();
		addresses.succeeded();
		assertThat(IntStream.range(0, 4).mapToObj((i) -> addresses.next().address())).containsExactly(B, C, A, B);
	}

	@Test
	void aRedirectHoldsForOneAttempt() {
		Addresses addresses = new Addresses(List.of(A, B), false);
		addresses.next();
		addresses.redirect(Destination.of(C));
		assertThat(List.of(addresses.next().address(), addresses.next().address())).containsExactly(C, B);
	}

	@Test
	void aRedirectThatWasFollowedStillCounts() {
		Addresses addresses = new Addresses(List.of(A), false);
		addresses.next();
		assertThat(addresses.redirect(Destination.of(B))).isOne();
		addresses.next();
		addresses.succeeded();
		assertThat(addresses.redirect(Destination.of(A))).as("peers that send each other's clients away").isEqualTo(2);
		addresses.stable();
		assertThat(addresses.redirect(Destination.of(B))).isOne();
	}

	@Test
	void shuffledOnesAreAllTried() {
		Addresses addresses = new Addresses(List.of(A, B, C), true);
		assertThat(IntStream.range(0, 3).mapToObj((i) -> addresses.next().address())).containsExactlyInAnyOrder(A, B,
				C);
	}

}
