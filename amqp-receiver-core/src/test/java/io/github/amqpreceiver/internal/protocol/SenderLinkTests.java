package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.SenderOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The minimal sender, against a peer that the test plays. */
class SenderLinkTests {

	private final EngineBench bench = new EngineBench();

	@Test
	void whatIsSentAndWhatIsConfirmedIsInTheTraceWithoutItsPayload() {
		SenderLink link = attached("replies");
		List<Outcome> outcomes = new ArrayList<>();
		link.send("canary".getBytes(), (outcome, failure) -> outcomes.add(outcome));
		assertThat(lastFrame()).startsWith("-> ch=0 Transfer(handle=" + link.handle)
			.contains("payload=6 bytes")
			.doesNotContain("canary");
		this.bench.peer((buf) -> FrameWriter.writeDisposition(buf, 0, true, 0, 0, false, Outcome.accepted()));
		assertThat(outcomes).containsExactly(Outcome.accepted());
		assertThat(lastFrame()).startsWith("-> ch=0 Disposition(role=sender, first=0");
	}

	private String lastFrame() {
		List<String> frames = this.bench.trace.recent();
		return frames.get(frames.size() - 1);
	}

	private SenderLink attached(String address) {
		SenderLink link = new SenderLink(this.bench.session, SenderOptions.builder(address).name("sender").build(),
				new SenderLink.Listener() {

					@Override
					public void attached(SenderLink attached) {
					}

					@Override
					public void ended(SenderLink ended, AmqpReceiverException why) {
					}

				});
		link.attach();
		this.bench.peer((buf) -> {
			FrameWriter.write(buf, 0,
					new Performative.Attach("sender", link.handle, true, (byte) 0, (byte) 1,
							Terminus.SourceTerminus.of(null, List.of()), Terminus.TargetTerminus.of(address, List.of()),
							-1, 0, List.of(), List.of(), Map.of()));
			FrameWriter.writeFlow(buf, 0, 0, 100, 0, 100, link.handle, 0, 10, -1, false, false);
		});
		return link;
	}

}
