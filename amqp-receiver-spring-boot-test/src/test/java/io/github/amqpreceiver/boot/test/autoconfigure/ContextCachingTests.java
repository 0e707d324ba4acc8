package io.github.amqpreceiver.boot.test.autoconfigure;

import io.github.amqpreceiver.boot.test.autoconfigure.app.AuditListener;
import io.github.amqpreceiver.boot.test.autoconfigure.app.ShopApplication;
import io.github.amqpreceiver.boot.test.autoconfigure.app.Stock;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/** Test classes that want the same share one context, and so one peer. */
class ContextCachingTests {

	@Test
	void sameSlicesShareAContext() {
		assertThat(context(First.class)).isSameAs(context(Second.class));
	}

	@Test
	void otherListenersAreAnotherContext() {
		assertThat(context(First.class)).isNotSameAs(context(Other.class));
	}

	private static ApplicationContext context(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@AmqpReceiverTest
	@Import(Stock.class)
	@ContextConfiguration(classes = ShopApplication.class)
	static class First {

	}

	@AmqpReceiverTest
	@Import(Stock.class)
	@ContextConfiguration(classes = ShopApplication.class)
	static class Second {

	}

	@AmqpReceiverTest(AuditListener.class)
	@Import(Stock.class)
	@ContextConfiguration(classes = ShopApplication.class)
	static class Other {

	}

}
