package io.github.amqpreceiver.boot;

import java.util.List;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.observe.AmqpListenerBatchObservationContext;
import io.github.amqpreceiver.spring.observe.AmqpListenerObservationContext;
import io.github.amqpreceiver.spring.observe.DefaultAmqpListenerBatchObservationConvention;
import io.github.amqpreceiver.spring.observe.DefaultAmqpListenerObservationConvention;
import io.micrometer.common.KeyValues;
import org.junit.jupiter.api.Test;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Holds the observations of {@code docs/reference.md} to its convention. */
class ObservationReferenceTests {

	@Test
	void everyKeyOfTheObservationIsListed() {
		DefaultAmqpListenerObservationConvention convention = new DefaultAmqpListenerObservationConvention();
		AmqpListenerObservationContext context = context();
		check("observation", convention.getLowCardinalityKeyValues(context),
				convention.getHighCardinalityKeyValues(context));
	}

	@Test
	void everyKeyOfTheObservationOfABatchIsListed() {
		DefaultAmqpListenerBatchObservationConvention convention = new DefaultAmqpListenerBatchObservationConvention();
		Delivery delivery = mock(Delivery.class);
		given(delivery.address()).willReturn("orders");
		AmqpListenerBatchObservationContext context = new AmqpListenerBatchObservationContext("orders", "default",
				List.of(delivery), List.of());
		check("batch observation", convention.getLowCardinalityKeyValues(context),
				convention.getHighCardinalityKeyValues(context));
	}

	private static void check(String part, KeyValues low, KeyValues high) {
		List<String> rows = ReferencePage.header("key", "cardinality");
		low.forEach((key) -> rows.add(ReferencePage.row(ReferencePage.code(key.getKey()), "low")));
		high.forEach((key) -> rows.add(ReferencePage.row(ReferencePage.code(key.getKey()), "high")));
		ReferencePage.check(part, rows);
	}

	private static AmqpListenerObservationContext context() {
		ReceivedMessage message = mock(ReceivedMessage.class);
		given(message.properties()).willReturn(
				new MessageProperties("m", null, null, null, null, "c", null, null, null, null, null, null, null));
		Delivery delivery = mock(Delivery.class);
		given(delivery.message()).willReturn(message);
		AmqpListenerObservationContext context = mock(AmqpListenerObservationContext.class);
		given(context.getCarrier()).willReturn(delivery);
		given(context.address()).willReturn("orders");
		given(context.listener()).willReturn("orders");
		given(context.connection()).willReturn("default");
		return context;
	}

}
