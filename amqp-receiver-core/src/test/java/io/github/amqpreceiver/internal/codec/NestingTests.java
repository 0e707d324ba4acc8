package io.github.amqpreceiver.internal.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.amqpreceiver.type.Described;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * B-26: values in values, each time on a thread with a stack of 256 KiB.
 */
class NestingTests {

	private static final long STACK = 256 * 1024;

	private static final int[] TOO_DEEP = { 33, 1_000, 60_000 };

	/** What contains what. */
	enum Kind {

		LIST, MAP_VALUE, ARRAY, DESCRIBED_VALUE, DESCRIPTOR, LIST_AND_MAP, DESCRIBED_ARRAY_CONSTRUCTOR;

		/** A value with as many levels, written from the outside in. */
		byte[] nested(int levels) {
			return switch (this) {
				case LIST -> compound(levels, 0xd0, new byte[0], new byte[] { 0x40 });
				case MAP_VALUE -> compound(levels, 0xd1, new byte[] { 0x40 }, new byte[] { 0x40 });
				case LIST_AND_MAP -> listsAndMaps(levels);
				case ARRAY -> arrays(levels);
				case DESCRIBED_VALUE -> Bytes.join(repeat(levels, 0x00, 0x43), new byte[] { 0x40 });
				case DESCRIPTOR -> Bytes.join(repeat(levels, 0x00), new byte[] { 0x43 }, repeat(levels, 0x40));
				case DESCRIBED_ARRAY_CONSTRUCTOR -> {
					byte[] constructors = Bytes.join(repeat(levels - 1, 0x00, 0x43), new byte[] { 0x50, 0x07 });
					yield ByteBuffer.allocate(9 + constructors.length)
						.put((byte) 0xf0)
						.putInt(4 + constructors.length)
						.putInt(1)
						.put(constructors)
						.array();
				}
			};
		}

		private static byte[] compound(int levels, int code, byte[] key, byte[] innermost) {
			int header = 9 + key.length;
			ByteBuffer bytes = ByteBuffer.allocate(levels * header + innermost.length);
			while (bytes.remaining() > innermost.length) {
				bytes.put((byte) code).putInt(bytes.remaining() - 4).putInt(1 + key.length).put(key);
			}
			return bytes.put(innermost).array();
		}

		private static byte[] listsAndMaps(int levels) {
			byte[] value = { 0x40 };
			for (int i = 0; i < Math.min(levels, 1_000); i++) {
				value = (i % 2 == 0) ? compound(1, 0xd0, new byte[0], value)
						: compound(1, 0xd1, new byte[] { 0x40 }, value);
			}
			return value;
		}

		private static byte[] arrays(int levels) {
			ByteBuffer bytes = ByteBuffer.allocate(levels * 9 + 2);
			for (int i = 0; i < levels; i++) {
				bytes.put((byte) 0xf0).putInt(bytes.remaining() - 4).putInt(1);
			}
			return bytes.put((byte) 0x50).put((byte) 7).array();
		}

		private static byte[] repeat(int times, int... unit) {
			byte[] bytes = new byte[times * unit.length];
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (byte) unit[i % unit.length];
			}
			return bytes;
		}

	}

	@ParameterizedTest
	@EnumSource
	void b26ThirtyTwoLevelsAreDecodedAndEncodedAgain(Kind kind) {
		onSmallStack(() -> {
			Object value = Bytes.decode(kind.nested(32));
			assertThat(Canonical.of(Bytes.decode(Bytes.encode(value)))).isEqualTo(Canonical.of(value));
		});
	}

	@ParameterizedTest
	@EnumSource
	void b26MoreThanThirtyTwoLevelsAreRefused(Kind kind) {
		for (int levels : TOO_DEEP) {
			byte[] bytes = kind.nested(levels);
			onSmallStack(() -> {
				assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Bytes.reader(bytes).readObject())
					.withMessageContaining("is nested deeper than 32 levels");
				assertThatExceptionOfType(DecodeException.class)
					.isThrownBy(() -> Bytes.readerOfDirect(bytes).readObject());
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void b26SkippingNeedsNoStackAndLooksAtNoMoreThanThirtyTwoDescriptors(Kind kind) {
		for (int levels : TOO_DEEP) {
			byte[] bytes = kind.nested(levels);
			onSmallStack(() -> {
				AmqpReader reader = Bytes.reader(bytes);
				if (kind == Kind.DESCRIPTOR || kind == Kind.DESCRIBED_VALUE) {
					assertThatExceptionOfType(DecodeException.class).isThrownBy(reader::skip);
				}
				else {
					reader.skip();
					assertThat(reader.remaining()).isZero();
				}
			});
		}
	}

	@Test
	void levelsThatWereEnteredByHandCountToo() {
		byte[] bytes = Kind.LIST.nested(33);
		AmqpReader reader = Bytes.reader(bytes);
		reader.enterList();
		assertThatExceptionOfType(DecodeException.class).isThrownBy(reader::readObject)
			.withMessageContaining("is nested deeper than 32 levels");
	}

	@Test
	void aValueThatContainsItselfIsNotEncoded() {
		List<Object> list = new ArrayList<>();
		list.add(Map.of("array", new Object[] { new Described("self", list) }));
		onSmallStack(() -> assertThatExceptionOfType(EncodeException.class).isThrownBy(() -> Bytes.encode(list))
			.withMessageContaining("nested deeper than 32 levels"));
	}

	@Test
	void thirtyThreeLevelsAreNotEncoded() {
		List<Object> list = Collections.singletonList(Bytes.decode(Kind.LIST.nested(32)));
		assertThatExceptionOfType(EncodeException.class).isThrownBy(() -> Bytes.encode(list));
	}

	static void onSmallStack(Runnable test) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread thread = new Thread(null, test, "small-stack", STACK);
		thread.setUncaughtExceptionHandler((failed, ex) -> failure.set(ex));
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		assertThat(failure.get()).isNull();
	}

}
