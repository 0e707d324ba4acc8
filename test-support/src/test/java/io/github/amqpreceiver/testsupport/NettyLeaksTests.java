package io.github.amqpreceiver.testsupport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link NettyLeaks}.
 */
@ExtendWith(NettyLeaks.class)
class NettyLeaksTests {

	@Test
	void watchesEveryBuffer() {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
	}

	@Test
	void findsABufferThatWasDropped() {
		drop();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(NettyLeaks::check)
			.withMessageContaining("LEAK")
			.withMessageContaining("NettyLeaksTests");
	}

	@Test
	void findsNothingWhenBuffersAreReleased() {
		ByteBufAllocator.DEFAULT.buffer(16).release();
		assertThatNoException().isThrownBy(NettyLeaks::check);
	}

	@Test
	void leaksOfABrokerDoNotCount() {
		assertThat(NettyLeaks.counts("LEAK: #1 org.apache.activemq.artemis.Thing")).isFalse();
		assertThat(NettyLeaks.counts("LEAK: org.apache.qpid.Thing io.github.amqpreceiver.Thing")).isTrue();
		assertThat(NettyLeaks.counts("LEAK: io.netty.channel.Thing")).isTrue();
	}

	private static void drop() {
		ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(64);
		buffer.writeByte(1);
	}

}
