package io.github.amqpreceiver.internal.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import io.github.amqpreceiver.internal.frame.ProtonCodec;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.github.amqpreceiver.type.UnsignedLong;
import org.apache.qpid.protonj2.types.Binary;
import org.apache.qpid.protonj2.types.messaging.AmqpSequence;
import org.apache.qpid.protonj2.types.messaging.AmqpValue;
import org.apache.qpid.protonj2.types.messaging.ApplicationProperties;
import org.apache.qpid.protonj2.types.messaging.Data;
import org.apache.qpid.protonj2.types.messaging.DeliveryAnnotations;
import org.apache.qpid.protonj2.types.messaging.Footer;
import org.apache.qpid.protonj2.types.messaging.Header;
import org.apache.qpid.protonj2.types.messaging.MessageAnnotations;
import org.apache.qpid.protonj2.types.messaging.Properties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages of all kinds, written by another library and by us, are read as what they
 * were.
 */
class MessageDifferentialTests {

	private static final int ROUNDS = 4_000;

	@Test
	void weReadEachMessageThatTheOracleWrites() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			OutgoingMessage expected = message(new Random(seed), false);
			Map<Symbol, Object> footer = (seed % 3 == 0) ? Map.of(Symbol.valueOf("x-opt-sum"), seed) : Map.of();
			check(seed, expected, footer, ProtonCodec.encode(sections(expected, footer)));
		}
	}

	@Test
	void weReadEachMessageThatWeWrite() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			OutgoingMessage expected = message(new Random(seed), true);
			check(seed, expected, Map.of(), LazyMessageTests.encode(expected));
		}
	}

	@Test
	void theOracleReadsEachMessageThatWeWrite() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			OutgoingMessage message = message(new Random(seed), false);
			byte[] ours = LazyMessageTests.encode(message);
			// What the oracle reads and writes again is what we read
			byte[] theirs = ProtonCodec.encode(ProtonCodec.decodeAll(ours).toArray());
			check(seed, message, Map.of(), theirs);
		}
	}

	private static void check(int seed, OutgoingMessage expected, Map<Symbol, Object> footer, byte[] bytes) {
		LazyMessage message = new LazyMessage(bytes, 0, 0, new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));
		assertThat(message.header()).as("seed %d", seed).isEqualTo(expected.header());
		assertThat(message.deliveryAnnotations()).isEqualTo(expected.deliveryAnnotations());
		assertThat(message.messageAnnotations()).isEqualTo(expected.messageAnnotations());
		check(message.properties(), expected.properties());
		expected.applicationProperties()
			.forEach((name, value) -> assertThat(Objects.equals(message.applicationProperty(name), value)).isTrue());
		assertThat(message.applicationProperties()).isEqualTo(expected.applicationProperties());
		expected.applicationProperties()
			.forEach((name, value) -> assertThat(Objects.equals(message.applicationProperty(name), value)).isTrue());
		if (expected.body() instanceof MessageBody.Data data) {
			assertThat(((MessageBody.Data) message.body()).sections()).containsExactlyElementsOf(data.sections());
		}
		else {
			assertThat(message.body()).isEqualTo(expected.body());
		}
		assertThat(message.footer()).isEqualTo(footer);
	}

	/** A record's own equality knows arrays only by their identity. */
	private static void check(MessageProperties properties, MessageProperties expected) {
		assertThat(properties.messageId()).isEqualTo(expected.messageId());
		assertThat(properties.userId()).isEqualTo(expected.userId());
		assertThat(properties.to()).isEqualTo(expected.to());
		assertThat(properties.subject()).isEqualTo(expected.subject());
		assertThat(properties.replyTo()).isEqualTo(expected.replyTo());
		assertThat(properties.correlationId()).isEqualTo(expected.correlationId());
		assertThat(properties.contentType()).isEqualTo(expected.contentType());
		assertThat(properties.contentEncoding()).isEqualTo(expected.contentEncoding());
		assertThat(properties.absoluteExpiryTime()).isEqualTo(expected.absoluteExpiryTime());
		assertThat(properties.creationTime()).isEqualTo(expected.creationTime());
		assertThat(properties.groupId()).isEqualTo(expected.groupId());
		assertThat(properties.groupSequence()).isEqualTo(expected.groupSequence());
		assertThat(properties.replyToGroupId()).isEqualTo(expected.replyToGroupId());
	}

	/** The oracle cannot write null inside of maps and lists. */
	private static OutgoingMessage message(Random random, boolean nulls) {
		MessageHeader header = random.nextBoolean() ? MessageHeader.ABSENT
				: new MessageHeader(random.nextBoolean(), random.nextInt(256),
						random.nextBoolean() ? null : Duration.ofMillis(uint(random)), random.nextBoolean(),
						uint(random));
		MessageProperties properties = random.nextInt(4) == 0 ? MessageProperties.ABSENT
				: new MessageProperties(id(random), random.nextBoolean() ? null : new byte[] { 1, 2 }, text(random),
						text(random), text(random), id(random), text(random), text(random), instant(random),
						instant(random), text(random), random.nextBoolean() ? null : uint(random), text(random));
		Map<String, Object> applicationProperties = new LinkedHashMap<>();
		for (int i = random.nextInt((random.nextInt(10) == 0) ? 60 : 4); i > 0; i--) {
			applicationProperties.put("p" + random.nextInt(1_000),
					(nulls && random.nextInt(5) == 0) ? null : value(random));
		}
		return new OutgoingMessage(header, annotations(random), annotations(random), properties, applicationProperties,
				body(random, nulls));
	}

	private static MessageBody body(Random random, boolean nulls) {
		return switch (random.nextInt(6)) {
			case 0 -> MessageBody.Empty.INSTANCE;
			case 1 -> new MessageBody.Value(random.nextInt(5) == 0 ? null : value(random));
			case 2 -> new MessageBody.Value(Map.of("k", List.of(1, "two"), Symbol.valueOf("s"), true));
			case 3 -> {
				List<List<Object>> sequences = new ArrayList<>();
				for (int i = 0; i <= random.nextInt(3); i++) {
					sequences.add(Arrays.asList(value(random), nulls ? null : 1, List.of(value(random))));
				}
				yield new MessageBody.Sequence(sequences);
			}
			default -> {
				List<byte[]> sections = new ArrayList<>();
				for (int i = 0; i <= random.nextInt(3); i++) {
					byte[] section = new byte[random.nextInt(400)];
					random.nextBytes(section);
					sections.add(section);
				}
				yield new MessageBody.Data(sections);
			}
		};
	}

	private static Map<Symbol, Object> annotations(Random random) {
		Map<Symbol, Object> annotations = new LinkedHashMap<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			annotations.put(Symbol.valueOf("x-opt-" + random.nextInt(100)), value(random));
		}
		return annotations;
	}

	private static Object value(Random random) {
		return switch (random.nextInt(9)) {
			case 0 -> "text " + random.nextInt();
			case 1 -> random.nextInt() >> random.nextInt(32);
			case 2 -> random.nextLong() >> random.nextInt(64);
			case 3 -> UnsignedInteger.ofBits(random.nextInt());
			case 4 -> UnsignedLong.ofBits(random.nextLong());
			case 5 -> random.nextDouble();
			case 6 -> new UUID(random.nextLong(), random.nextLong());
			case 7 -> Symbol.valueOf("sym" + random.nextInt(1_000));
			default -> random.nextBoolean();
		};
	}

	private static Object id(Random random) {
		return switch (random.nextInt(5)) {
			case 0 -> "id-" + random.nextInt();
			case 1 -> UnsignedLong.ofBits(random.nextLong());
			case 2 -> new UUID(random.nextLong(), random.nextLong());
			case 3 -> new byte[] { 1, 2, (byte) random.nextInt() };
			default -> null;
		};
	}

	private static String text(Random random) {
		return random.nextBoolean() ? null : "t" + "x".repeat(random.nextInt(300));
	}

	private static Instant instant(Random random) {
		return random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextLong() >> 20);
	}

	private static long uint(Random random) {
		return Integer.toUnsignedLong(random.nextInt() >> random.nextInt(32));
	}

	private static Object[] sections(OutgoingMessage message, Map<Symbol, Object> footer) {
		List<Object> sections = new ArrayList<>();
		if (message.header() != MessageHeader.ABSENT) {
			sections.add(header(message.header()));
		}
		sections.add(new DeliveryAnnotations(orEmpty(ProtonCodec.mapToProton(message.deliveryAnnotations()))));
		sections.add(new MessageAnnotations(orEmpty(ProtonCodec.mapToProton(message.messageAnnotations()))));
		if (message.properties() != MessageProperties.ABSENT) {
			sections.add(properties(message.properties()));
		}
		Map<String, Object> applicationProperties = new LinkedHashMap<>();
		message.applicationProperties()
			.forEach((name, value) -> applicationProperties.put(name, ProtonCodec.toProton(value)));
		sections.add(new ApplicationProperties(applicationProperties));
		if (message.body() instanceof MessageBody.Data data) {
			data.sections().forEach((section) -> sections.add(new Data(section)));
		}
		else if (message.body() instanceof MessageBody.Sequence sequence) {
			sequence.sections()
				.forEach((section) -> sections.add(new AmqpSequence<>(section.stream()
					.map(ProtonCodec::toProton)
					.collect(java.util.stream.Collectors.toCollection(ArrayList::new)))));
		}
		else if (message.body() instanceof MessageBody.Value value) {
			sections.add(new AmqpValue<>(
					(value.value() instanceof Map<?, ?> map) ? mapValue(map) : ProtonCodec.toProton(value.value())));
		}
		if (!footer.isEmpty()) {
			sections.add(new Footer(ProtonCodec.mapToProton(footer)));
		}
		return sections.toArray();
	}

	private static Map<Object, Object> mapValue(Map<?, ?> map) {
		Map<Object, Object> proton = new LinkedHashMap<>();
		map.forEach((key, value) -> proton.put(ProtonCodec.toProton(key), ProtonCodec.toProton(value)));
		return proton;
	}

	private static <K> Map<K, Object> orEmpty(Map<K, Object> map) {
		return (map != null) ? map : new LinkedHashMap<>();
	}

	private static Header header(MessageHeader header) {
		Header proton = new Header();
		if (header.durable()) {
			proton.setDurable(true);
		}
		proton.setPriority((byte) header.priority());
		if (header.ttl() != null) {
			proton.setTimeToLive(header.ttl().toMillis());
		}
		proton.setFirstAcquirer(header.firstAcquirer());
		return proton.setDeliveryCount(header.deliveryCount());
	}

	private static Properties properties(MessageProperties properties) {
		Properties proton = new Properties();
		proton.setMessageId(id(properties.messageId()));
		if (properties.userId() != null) {
			proton.setUserId(properties.userId());
		}
		proton.setTo(properties.to());
		proton.setSubject(properties.subject());
		proton.setReplyTo(properties.replyTo());
		proton.setCorrelationId(id(properties.correlationId()));
		proton.setContentType(properties.contentType());
		proton.setContentEncoding(properties.contentEncoding());
		if (properties.absoluteExpiryTime() != null) {
			proton.setAbsoluteExpiryTime(properties.absoluteExpiryTime().toEpochMilli());
		}
		if (properties.creationTime() != null) {
			proton.setCreationTime(properties.creationTime().toEpochMilli());
		}
		proton.setGroupId(properties.groupId());
		if (properties.groupSequence() != null) {
			proton.setGroupSequence(properties.groupSequence());
		}
		proton.setReplyToGroupId(properties.replyToGroupId());
		return proton;
	}

	private static Object id(Object id) {
		return (id instanceof byte[] bytes) ? new Binary(bytes) : ProtonCodec.toProton(id);
	}

}
