package io.github.amqpreceiver.internal.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.github.amqpreceiver.type.UnsignedLong;

/** Performatives with random values in random fields, the same ones for the same seed. */
final class RandomFrames {

	private static final long[] UINTS = { 0, 1, 2, 127, 128, 255, 256, 65_535, 65_536, 0x7fff_ffffL, 0x8000_0000L,
			0xffff_fffeL, 0xffff_ffffL };

	private final Random random;

	RandomFrames(long seed) {
		this.random = new Random(seed);
	}

	Performative performative() {
		return switch (this.random.nextInt(7)) {
			case 0 -> new Performative.Open(text(), orNull(this::text), uint(), this.random.nextInt(65_536), uint(),
					symbols(), symbols(), map());
			case 1 -> new Performative.Begin(this.random.nextInt(65_537) - 1, uint(), uint(), uint(), uint(), symbols(),
					symbols(), map());
			case 2 -> attach();
			case 3 -> flow();
			case 4 -> new Performative.Detach(uint(), this.random.nextBoolean(), orNull(this::error));
			case 5 -> new Performative.End(orNull(this::error));
			default -> new Performative.Close(orNull(this::error));
		};
	}

	private Performative attach() {
		return new Performative.Attach(text(), uint(), this.random.nextBoolean(), (byte) this.random.nextInt(3),
				(byte) this.random.nextInt(2), orNull(this::source), orNull(this::target), uintOrAbsent(),
				this.random.nextBoolean() ? 0 : this.random.nextLong() >>> (1 + this.random.nextInt(63)), symbols(),
				symbols(), map());
	}

	private Terminus.SourceTerminus source() {
		Map<Symbol, Described> filters = new LinkedHashMap<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			filters.put(symbol(), new Described(
					this.random.nextBoolean() ? symbol() : UnsignedLong.ofBits(0x468C00000000L + i), value()));
		}
		return new Terminus.SourceTerminus(orNull(this::text), pick(TerminusDurability.values()),
				pick(TerminusExpiryPolicy.values()), uint(), this.random.nextBoolean(), map(),
				orNull(() -> pick(DistributionMode.values())), filters, orNull(this::outcome), symbols(), symbols());
	}

	private Terminus.TargetTerminus target() {
		return new Terminus.TargetTerminus(orNull(this::text), pick(TerminusDurability.values()),
				pick(TerminusExpiryPolicy.values()), uint(), this.random.nextBoolean(), map(), symbols());
	}

	Performative.Flow flow() {
		return new Performative.Flow(uintOrAbsent(), uint(), uint(), uint(), uintOrAbsent(), uintOrAbsent(),
				uintOrAbsent(), uintOrAbsent(), this.random.nextBoolean(), this.random.nextBoolean());
	}

	Outcome outcome() {
		return switch (this.random.nextInt(4)) {
			case 0 -> Outcome.accepted();
			case 1 -> Outcome.released();
			case 2 -> new Outcome.Rejected(orNull(this::error));
			default -> Outcome.modified(this.random.nextBoolean(), this.random.nextBoolean(), map());
		};
	}

	private ErrorCondition error() {
		return new ErrorCondition(symbol(), orNull(this::text), map());
	}

	Map<Symbol, Object> map() {
		Map<Symbol, Object> map = new LinkedHashMap<>();
		for (int i = (this.random.nextInt(20) == 0) ? 60 : this.random.nextInt(4); i > 0; i--) {
			map.put(symbol(), value());
		}
		return map;
	}

	private Object value() {
		return switch (this.random.nextInt(8)) {
			case 0 -> text();
			case 1 -> this.random.nextBoolean();
			case 2 -> this.random.nextInt() >> this.random.nextInt(32);
			case 3 -> this.random.nextLong() >> this.random.nextInt(64);
			case 4 -> UnsignedInteger.valueOf(uint());
			case 5 -> UnsignedLong.ofBits(this.random.nextLong());
			case 6 -> List.of(text(), symbol());
			default -> symbol();
		};
	}

	List<Symbol> symbols() {
		List<Symbol> symbols = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			symbols.add(symbol());
		}
		return symbols;
	}

	Symbol symbol() {
		StringBuilder name = new StringBuilder();
		for (int i = 1 + this.random.nextInt(12); i > 0; i--) {
			name.append((char) (' ' + this.random.nextInt(95)));
		}
		return Symbol.valueOf(name.toString());
	}

	String text() {
		int length = (this.random.nextInt(10) == 0) ? 300 : this.random.nextInt(20);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.appendCodePoint(this.random.nextInt(20) == 0 ? 0x1f600 + i : ' ' + this.random.nextInt(600));
		}
		return text.toString();
	}

	long uint() {
		return (this.random.nextInt(3) > 0) ? UINTS[this.random.nextInt(UINTS.length)]
				: Integer.toUnsignedLong(this.random.nextInt());
	}

	long uintOrAbsent() {
		return this.random.nextBoolean() ? uint() : Performative.ABSENT;
	}

	boolean bool() {
		return this.random.nextBoolean();
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private <T> T pick(T[] values) {
		return values[this.random.nextInt(values.length)];
	}

	<T> T orNull(Supplier<T> value) {
		return this.random.nextBoolean() ? value.get() : null;
	}

}
