package io.github.amqpreceiver.internal.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.codec.ZeroWidthBudget;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Messages with a few bytes changed: each section is read, or refused with our own
 * exception, at once.
 */
class MessageFuzzTests {

	private static final int MUTANTS = Integer.getInteger("amqp.receiver.test.mutants", 100_000);

	private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();

	private static final int[] TELLING = { 0, 1, 0x40, 0x41, 0x43, 0x45, 0x52, 0x53, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75,
			0x76, 0x77, 0x78, 0x80, 0xa0, 0xa1, 0xa3, 0xb0, 0xb1, 0xc0, 0xc1, 0xd0, 0xd1, 0xe0, 0xf0, 0x7f, 0xff };

	@Test
	void mutantsAreReadOrRefused() {
		List<byte[]> seeds = List.of(full(OutgoingMessage.data(new byte[] { 1, 2, 3 })),
				full(OutgoingMessage.text("some text")),
				full(OutgoingMessage.value(Map.of("a", List.of(1, 2L, new int[0].length, "x"), "b", true))),
				full(OutgoingMessage
					.body(new MessageBody.Sequence(List.of(List.of(1, "a"), List.of(new UUID(1, 2)))))));
		Random random = new Random(7);
		int refused = 0;
		for (int i = 0; i < MUTANTS; i++) {
			byte[] mutant = mutate(seeds.get(i % seeds.size()).clone(), random);
			long began = System.nanoTime();
			if (!read(mutant)) {
				refused++;
			}
			if (System.nanoTime() - began > MAX_NANOS) {
				fail("A mutant takes too long: " + ByteBufUtil.hexDump(mutant));
			}
		}
		assertThat(refused).isBetween(MUTANTS / 10, MUTANTS * 99 / 100);
	}

	@Test
	void whatHasNoFlawIsReadButForTextsAndEqualKeys() {
		List<byte[]> seeds = List.of(full(OutgoingMessage.data(new byte[] { 1, 2, 3 })),
				full(OutgoingMessage.text("some text")),
				full(OutgoingMessage.value(Map.of("a", List.of(1, 2L, Map.of("x", 'y')), "b", true))),
				full(OutgoingMessage
					.body(new MessageBody.Sequence(List.of(List.of(1, "a"), List.of(new UUID(1, 2)))))));
		Random random = new Random(13);
		int sound = 0;
		for (int i = 0; i < MUTANTS; i++) {
			byte[] mutant = mutate(seeds.get(i % seeds.size()).clone(), random);
			ErrorCondition flaw = message(mutant).flaw();
			String refusal = refusal(mutant);
			if (flaw == null) {
				sound++;
				if (refusal != null) {
					assertThat(refusal).as(ByteBufUtil.hexDump(mutant)).containsAnyOf("UTF-8", "ASCII", "equal keys");
				}
			}
			else {
				assertThat(refusal).as("%s: %s", ByteBufUtil.hexDump(mutant), flaw).isNotNull();
			}
		}
		assertThat(sound).isGreaterThan(MUTANTS / 10);
	}

	private static LazyMessage message(byte[] bytes) {
		return new LazyMessage(bytes, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
	}

	/** What the first section that cannot be read says, null if all can. */
	private static String refusal(byte[] bytes) {
		LazyMessage message = message(bytes);
		for (Runnable section : List.<Runnable>of(message::header, message::properties, message::deliveryAnnotations,
				message::messageAnnotations, message::applicationProperties, message::body, message::footer)) {
			try {
				section.run();
			}
			catch (MessageDecodeException ex) {
				return ex.getMessage();
			}
		}
		return null;
	}

	@Test
	void theQuickScanFindsWhatTheGeneralReaderFinds() {
		List<byte[]> seeds = List.of(full(OutgoingMessage.data(new byte[300])), full(OutgoingMessage.text("t")),
				full(OutgoingMessage.body(new MessageBody.Data(List.of(new byte[1], new byte[0], new byte[300])))),
				full(OutgoingMessage.body(new MessageBody.Sequence(List.of(List.of(), List.of(1))))));
		Random random = new Random(11);
		int scanned = 0;
		int wide = 0;
		for (int i = 0; i < MUTANTS; i++) {
			byte[] mutant = mutate(seeds.get(i % seeds.size()).clone(), random);
			int body = SectionScan.body(mutant, 0, mutant.length);
			int data = SectionScan.wideData(Unpooled.wrappedBuffer(mutant), 0, mutant.length);
			assertThat(data).isIn(SectionScan.NONE, body + 5);
			if (body != SectionScan.NONE) {
				scanned++;
				if (data != SectionScan.NONE) {
					wide++;
				}
				SectionIndex general = new SectionIndex(new AmqpReader(CodecLimits.DEFAULT,
						new ZeroWidthBudget(CodecLimits.DEFAULT), mutant, 0, mutant.length));
				assertThat(general.bodySections()).isOne();
				assertThat(general.value(general.bodyKind())).isEqualTo(body);
				assertThat(general.value(Descriptors.FOOTER)).isZero();
				for (long section = Descriptors.HEADER; section < Descriptors.DATA; section++) {
					assertThat(SectionScan.before(mutant, 0, body, section)).isEqualTo(general.value(section));
				}
			}
		}
		assertThat(scanned).isGreaterThan(MUTANTS / 10);
		assertThat(wide).isGreaterThan(MUTANTS / 40);
	}

	private static byte[] full(OutgoingMessage.Builder builder) {
		return LazyMessageTests.encode(builder.durable(true)
			.messageId(new UUID(3, 4))
			.correlationId("c")
			.contentType("text/plain; charset=utf-8")
			.applicationProperty("key", 1)
			.applicationProperty("other", "value")
			.messageAnnotation(Symbol.valueOf("x-opt-a"), List.of(1, 2))
			.deliveryAnnotation(Symbol.valueOf("x-opt-d"), 5L)
			.build());
	}

	private static boolean read(byte[] mutant) {
		LazyMessage message = new LazyMessage(mutant, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
		List<Runnable> sections = List.of(message::header, message::properties, message::deliveryAnnotations,
				message::messageAnnotations, () -> message.applicationProperty("other"), message::applicationProperties,
				message::body, message::footer, message::bodyText, message::bodyBytes);
		boolean read = true;
		for (Runnable section : sections) {
			try {
				section.run();
			}
			catch (MessageDecodeException | IllegalStateException ex) {
				assertThat(ex.getMessage()).doesNotContain("\n", "\r", "\u001b");
				read = false;
			}
		}
		return read;
	}

	private static byte[] mutate(byte[] message, Random random) {
		byte[] mutant = message;
		for (int i = 1 + random.nextInt(3); i > 0 && mutant.length > 0; i--) {
			int at = random.nextInt(mutant.length);
			switch (random.nextInt(5)) {
				case 0, 1 -> mutant[at] = (byte) TELLING[random.nextInt(TELLING.length)];
				case 2 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
				case 3 -> mutant = java.util.Arrays.copyOf(mutant, at);
				default -> {
					byte[] longer = java.util.Arrays.copyOf(mutant, mutant.length + 3);
					System.arraycopy(mutant, at, longer, at + 3, mutant.length - at);
					mutant = longer;
				}
			}
		}
		return mutant;
	}

}
