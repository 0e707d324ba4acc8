package io.github.amqpreceiver.boot.test.autoconfigure;

import io.github.amqpreceiver.test.AmqpPeer;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Resets the peer after each test method, so that the next one finds it as new. */
class AmqpPeerTestExecutionListener implements TestExecutionListener, Ordered {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBeanProvider(AmqpPeer.class).forEach(AmqpPeer::reset);
		}
	}

	/** Last, which after a test method is first: before contexts are closed. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
