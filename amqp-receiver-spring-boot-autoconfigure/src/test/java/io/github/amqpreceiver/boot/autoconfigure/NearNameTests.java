package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearNameTests {

	@Test
	void aMistypedNameIsFoundAmongOthers() {
		assertThat(NearName.of("payment", List.of("orders", "payments", "claims"))).isEqualTo("payments");
		assertThat(NearName.of("oders-onOrder", List.of("orders-onOrder", "orders-onRefund")))
			.isEqualTo("orders-onOrder");
	}

	@Test
	void anotherNameIsNotTakenForAMistypedOne() {
		assertThat(NearName.of("audit", List.of("orders", "payments"))).isNull();
		assertThat(NearName.of("a", List.of("xyz"))).isNull();
		assertThat(NearName.of("orders", List.of())).isNull();
	}

}
