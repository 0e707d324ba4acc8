package io.github.amqpreceiver.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AssemblyTests {

	private final MemoryBudget budget = new MemoryBudget(1_000);

	private final Assembly assembly = new Assembly(new MemoryShare(this.budget), 100);

	@Test
	void piecesBecomeOneMessageBehindTheTag() {
		begin("tag");
		add("one ");
		add("two");
		assertThat(this.assembly.tagLength()).isEqualTo(3);
		assertThat(new String(this.assembly.finish(), StandardCharsets.UTF_8)).isEqualTo("tagone two");
		assertThat(this.assembly.active()).isFalse();
		assertThat(this.budget.held()).isEqualTo(10);
	}

	@Test
	void exactlyTheMaximumIsTakenAndOneByteMoreIsDropped() {
		begin("t");
		add("x".repeat(60));
		add("x".repeat(40));
		assertThat(this.assembly.dropped()).isEqualTo(Assembly.Drop.NO);
		add("x");
		assertThat(this.assembly.dropped()).isEqualTo(Assembly.Drop.TOO_LARGE);
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void whatIsTooLargeIsDroppedAsItComes() {
		begin("t");
		for (int i = 0; i < 1_000; i++) {
			add("x".repeat(50));
			assertThat(this.budget.held()).isLessThanOrEqualTo(101);
		}
		assertThat(this.assembly.finish()).isEmpty();
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void withoutRoomItIsDroppedAndNothingStaysHeld() {
		new MemoryShare(this.budget).hold(980);
		begin("t");
		add("x".repeat(50));
		assertThat(this.assembly.dropped()).isEqualTo(Assembly.Drop.NO_ROOM);
		this.assembly.finish();
		assertThat(this.budget.held()).isEqualTo(980);
	}

	@Test
	void anAbortedMessageHoldsNothing() {
		begin("t");
		add("x".repeat(50));
		this.assembly.abort();
		assertThat(this.budget.held()).isZero();
		begin("u");
		add("next");
		assertThat(new String(this.assembly.finish(), StandardCharsets.UTF_8)).isEqualTo("unext");
	}

	@Test
	void twoEmptyFramesInARowAreNotEndured() {
		begin("t");
		assertThat(add("")).isTrue();
		assertThat(add("x")).isTrue();
		assertThat(add("")).isTrue();
		assertThat(add("")).isFalse();
	}

	@Test
	void settledInOneFrameIsSettled() {
		begin("t");
		ByteBuf buf = bytes("x");
		this.assembly.add(buf, 0, 1, false);
		this.assembly.add(buf, 0, 1, true);
		this.assembly.add(buf, 0, 1, false);
		assertThat(this.assembly.settled()).isTrue();
		assertThat(this.assembly.transfers()).isEqualTo(3);
	}

	private void begin(String tag) {
		this.assembly.begin(7, 0, bytes(tag), 0, tag.length());
	}

	private boolean add(String payload) {
		return this.assembly.add(bytes(payload), 0, payload.length(), false);
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
	}

}
