package io.github.amqpreceiver.internal.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a peer that breaks the protocol gets (hostile input, B-33 to B-52): the
 * specification's condition at the level that the state allows, and one event.
 */
class ViolationTests {

	private final EngineBench bench = new EngineBench();

	private final ReceiverLink link = this.bench.link(ReceiverOptions.builder("q").name("l").build(), 3, 0);

	static Stream<Arguments> violations() {
		return Stream.of(
				connection("a second open", Conditions.ILLEGAL_STATE, (buf) -> FrameWriter.write(buf, 0, open())),
				connection("an open on another channel", Conditions.FRAMING_ERROR,
						(buf) -> FrameWriter.write(buf, 1, open())),
				connection("a begin that answers nothing", Conditions.NOT_ALLOWED,
						(buf) -> FrameWriter.write(buf, 1, begin(-1))),
				connection("a begin for a channel that was not begun", Conditions.NOT_ALLOWED,
						(buf) -> FrameWriter.write(buf, 1, begin(9))),
				connection("a second begin", Conditions.ILLEGAL_STATE, (buf) -> FrameWriter.write(buf, 1, begin(0))),
				connection("a channel above channel-max", Conditions.FRAMING_ERROR,
						(buf) -> FrameWriter.write(buf, 60_000, begin(0))),
				connection("a frame on a channel without a session", Conditions.NOT_ALLOWED,
						(buf) -> FrameWriter.write(buf, 5, new Performative.End(null))),
				connection("a frame of another type", Conditions.FRAMING_ERROR,
						(buf) -> buf.writeInt(8).writeByte(2).writeByte(7).writeShort(0)),
				connection("a data offset of 1", Conditions.FRAMING_ERROR,
						(buf) -> buf.writeInt(8).writeByte(1).writeByte(0).writeShort(0)),
				connection("a data offset behind the frame", Conditions.FRAMING_ERROR,
						(buf) -> buf.writeInt(8).writeByte(255).writeByte(0).writeShort(0)),
				connection("null for a performative", Conditions.DECODE_ERROR,
						(buf) -> buf.writeInt(9).writeByte(2).writeByte(0).writeShort(0).writeByte(0x40)),
				connection("a handle above handle-max", Conditions.FRAMING_ERROR,
						(buf) -> FrameWriter.write(buf, 0, attach("l", 70_000, false))),
				session("an attach of an unknown name", Conditions.NOT_ALLOWED,
						(buf) -> FrameWriter.write(buf, 0, attach("unknown", 9, false))),
				session("an attach in the wrong role", Conditions.NOT_ALLOWED,
						(buf) -> FrameWriter.write(buf, 0, attach("l", 9, true))),
				session("a second attach of a link", Conditions.NOT_ALLOWED,
						(buf) -> FrameWriter.write(buf, 0, attach("l", 9, false))),
				session("a flow for an unknown handle", Conditions.UNATTACHED_HANDLE,
						(buf) -> EngineBench.flow(buf, 9, 0, 0, false)),
				session("a transfer for an unknown handle", Conditions.UNATTACHED_HANDLE,
						(buf) -> EngineBench.transfer(buf, 9, 0, false, false, "x")),
				session("a detach of an unknown handle", Conditions.UNATTACHED_HANDLE,
						(buf) -> FrameWriter.write(buf, 0, new Performative.Detach(9, true, null))),
				session("a second detach", Conditions.UNATTACHED_HANDLE, (buf) -> {
					FrameWriter.write(buf, 0, new Performative.Detach(0, true, null));
					FrameWriter.write(buf, 0, new Performative.Detach(0, true, null));
				}), session("a transfer after the detach", Conditions.UNATTACHED_HANDLE, (buf) -> {
					FrameWriter.write(buf, 0, new Performative.Detach(0, true, null));
					EngineBench.transfer(buf, 0, 0, false, false, "x");
				}),
				session("a first transfer without a delivery-id", Conditions.INVALID_FIELD,
						(buf) -> EngineBench.transfer(buf, 0, -1, false, false, "x")),
				session("a gap in the delivery-ids", Conditions.INVALID_FIELD, (buf) -> {
					EngineBench.transfer(buf, 0, 5, false, false, "x");
					EngineBench.transfer(buf, 0, 7, false, false, "x");
				}), session("a delivery-id twice", Conditions.INVALID_FIELD, (buf) -> {
					EngineBench.transfer(buf, 0, 5, false, false, "x");
					EngineBench.transfer(buf, 0, 5, false, false, "x");
				}), session("a delivery inside another", Conditions.INVALID_FIELD, (buf) -> {
					EngineBench.transfer(buf, 0, 5, false, true, "x");
					EngineBench.transfer(buf, 0, 6, false, false, "x");
				}), link("more transfers than credit", Conditions.TRANSFER_LIMIT_EXCEEDED, (buf) -> {
					for (int i = 0; i < 4; i++) {
						EngineBench.transfer(buf, 0, i, false, false, "x");
					}
				}),
				link("a delivery-count beyond the credit", Conditions.INVALID_FIELD,
						(buf) -> EngineBench.flow(buf, 0, 4, 0, false)),
				link("two empty transfers in a row", Conditions.NOT_ALLOWED, (buf) -> {
					EngineBench.transfer(buf, 0, 0, false, true, "");
					EngineBench.transfer(buf, 0, -1, false, true, "");
				}));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("violations")
	void isAnsweredWithTheConditionOfTheSpecification(String name, Class<?> answer, Symbol condition,
			Consumer<ByteBuf> frames) {
		this.bench.wire.take();
		this.bench.peer(frames);
		assertThat(this.bench.violations).extracting(ErrorCondition::condition).containsExactly(condition);
		List<Object> answers = this.bench.wire.take()
			.stream()
			.filter(answer::isInstance)
			.map(Object.class::cast)
			.toList();
		assertThat(answers).last().extracting("error").extracting("condition").isEqualTo(condition);
		assertThat(this.bench.wire.closed()).isEqualTo(answer == Performative.Close.class);
		assertThat(this.link.attached()).isFalse();
		assertThat(this.bench.connection.budget().held()).isZero();
	}

	@Test
	void moreFramesThanTheWindowEndTheSession() {
		this.link.resetCredit(65_535, false, (failure) -> {
		});
		this.bench.peer((buf) -> {
			EngineBench.transfer(buf, 0, 0, false, true, "x");
			for (int i = 0; i < 65_536; i++) {
				EngineBench.transfer(buf, 0, -1, false, true, "x");
			}
		});
		assertThat(this.bench.violations).extracting(ErrorCondition::condition)
			.containsExactly(Conditions.WINDOW_VIOLATION);
	}

	@Test
	void aDeliveryInTooManyTransfersIsRejectedAndTheLinkLives() {
		this.bench.wire.take();
		for (int round = 0; round < 66; round++) {
			int first = round;
			this.bench.peer((buf) -> {
				for (int i = 0; i < 1_000; i++) {
					EngineBench.transfer(buf, 0, (first == 0 && i == 0) ? 0 : -1, false, true, "x");
				}
			});
		}
		this.bench.peer((buf) -> EngineBench.transfer(buf, 0, -1, false, false, "x"));
		assertThat(this.bench.wire.take(MemoryWire.Disposition.class)).singleElement()
			.extracting((each) -> each.outcome().kind())
			.hasToString("REJECTED");
		assertThat(this.link.attached()).isTrue();
		assertThat(this.bench.violations).isEmpty();
	}

	@Test
	void dispositionsThatMeanNothingAreIgnored() {
		this.bench.peer((buf) -> EngineBench.transfer(buf, 0, 0, false, false, "x"));
		this.bench.peer((buf) -> {
			EngineBench.settled(buf, 1, 0xffff_fffeL, null);
			EngineBench.settled(buf, 9, 3, null);
			FrameWriter.writeDisposition(buf, 0, true, 0, 0, true, null);
			FrameWriter.writeDisposition(buf, 0, false, 0, 0, false, null);
		});
		assertThat(this.link.unsettled()).isEqualTo(1);
		assertThat(this.bench.violations).isEmpty();
	}

	private static Performative open() {
		return new Performative.Open("p", null, 65_536, 10, 0, List.of(), List.of(), Map.of());
	}

	private static Performative begin(int remoteChannel) {
		return new Performative.Begin(remoteChannel, 1, 10, 10, 100, List.of(), List.of(), Map.of());
	}

	private static Performative attach(String name, long handle, boolean receiver) {
		return new Performative.Attach(name, handle, receiver, (byte) 2, (byte) 0,
				Terminus.SourceTerminus.of(Source.of("q")), Terminus.TargetTerminus.of("t", List.of()), 0, 0, List.of(),
				List.of(), Map.of());
	}

	private static Arguments connection(String name, Symbol condition, Consumer<ByteBuf> frames) {
		return arguments(name, Performative.Close.class, condition, frames);
	}

	private static Arguments session(String name, Symbol condition, Consumer<ByteBuf> frames) {
		return arguments(name, Performative.End.class, condition, frames);
	}

	private static Arguments link(String name, Symbol condition, Consumer<ByteBuf> frames) {
		return arguments(name, Performative.Detach.class, condition, frames);
	}

}
