package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.netty.buffer.ByteBuf;

/**
 * A sender that keeps to the specification (section 2.6.7), with frames under way in both
 * directions.
 */
final class HonestSender {

	private final Random random;

	private final int handle;

	private final Queue<Object> heard = new ArrayDeque<>();

	private final Queue<Consumer<ByteBuf>> said = new ArrayDeque<>();

	private int deliveryCount;

	private int limit;

	private long nextId = 0xffff_fffcL;

	/** Sends nothing of its own, but answers. */
	boolean quiet;

	HonestSender(Random random, int initialDeliveryCount, int handle) {
		this.random = random;
		this.handle = handle;
		this.deliveryCount = initialDeliveryCount;
		this.limit = initialDeliveryCount;
	}

	int credit() {
		return Math.max(0, this.limit - this.deliveryCount);
	}

	/** Whether everything that was written was heard, and everything said has arrived. */
	boolean nothingUnderWay(EngineBench bench) {
		this.heard.addAll(bench.wire.take());
		return this.heard.isEmpty() && this.said.isEmpty();
	}

	void send(int count) {
		for (int i = 0; i < count && credit() > 0 && !this.quiet; i++) {
			long id = this.nextId;
			this.nextId = (this.nextId + 1) & 0xffff_ffffL;
			this.deliveryCount++;
			switch (this.random.nextInt(8)) {
				case 0 -> this.said.add((buf) -> EngineBench.transfer(buf, this.handle, id, true, false, "settled"));
				case 1 -> {
					this.said.add((buf) -> EngineBench.transfer(buf, this.handle, id, false, true, "first"));
					this.said.add((buf) -> EngineBench.transfer(buf, this.handle, -1, false, false, "last"));
				}
				case 2 -> this.said
					.add((buf) -> EngineBench.transfer(buf, this.handle, id, false, false, "too large".repeat(10)));
				case 3 -> {
					this.said.add((buf) -> EngineBench.transfer(buf, this.handle, id, false, false, "withdrawn"));
					this.said.add((buf) -> EngineBench.settled(buf, id, id, null));
				}
				case 4 -> {
					this.said.add((buf) -> EngineBench.transfer(buf, this.handle, id, false, true, "taken back"));
					this.said.add((buf) -> EngineBench.aborted(buf, this.handle, -1));
				}
				case 5 -> this.said.add((buf) -> EngineBench.aborted(buf, this.handle, id));
				default -> this.said.add((buf) -> EngineBench.transfer(buf, this.handle, id, false, false, "text"));
			}
		}
		if (this.random.nextInt(5) == 0) {
			// Says how it stands without being asked: it may cross what we say.
			flow();
		}
	}

	private void flow() {
		int count = this.deliveryCount;
		int credit = credit();
		this.said.add((buf) -> EngineBench.flow(buf, this.handle, Serial.unsigned(count), credit, false));
	}

	/** Reads some of the frames that the receiver wrote. */
	void hear(EngineBench bench, int frames) {
		this.heard.addAll(bench.wire.take());
		for (int i = 0; i < frames && !this.heard.isEmpty(); i++) {
			Object frame = this.heard.remove();
			if (frame instanceof Performative.Flow flow && flow.handle() >= 0) {
				onFlow(flow);
			}
			else if (frame instanceof MemoryWire.Disposition disposition && !disposition.settled()) {
				this.said.add((buf) -> FrameWriter.writeDisposition(buf, 0, false, disposition.first(),
						disposition.last(), true, disposition.outcome()));
			}
		}
	}

	private void onFlow(Performative.Flow flow) {
		this.limit = (int) flow.deliveryCount() + (int) flow.linkCredit();
		if (flow.drain()) {
			send(this.random.nextInt(3));
			this.deliveryCount += credit();
			flow();
		}
		else if (flow.echo()) {
			flow();
		}
	}

	/** Some of what was said arrives. */
	void speak(EngineBench bench, int frames) {
		bench.peer((buf) -> {
			for (int i = 0; i < frames && !this.said.isEmpty(); i++) {
				this.said.remove().accept(buf);
			}
		});
	}

}
