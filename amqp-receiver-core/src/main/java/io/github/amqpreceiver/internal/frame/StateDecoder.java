package io.github.amqpreceiver.internal.frame;

import java.util.Map;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.codec.PresentFields;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what stands inside of several performatives: errors (AMQP 1.0, section 2.8.14),
 * outcomes (section 3.4) and maps. Owned by the connection's event loop, with its reader.
 */
final class StateDecoder {

	private final AmqpReader reader;

	StateDecoder(AmqpReader reader) {
		this.reader = reader;
	}

	Map<Symbol, Object> map(CompositeReader fields) {
		return PresentFields.of(fields.symbolMap());
	}

	@Nullable ErrorCondition error(CompositeReader fields) {
		if (!fields.next()) {
			return null;
		}
		expect(Descriptors.ERROR, "an error");
		CompositeReader error = this.reader.readComposite();
		Symbol condition = error.symbol();
		if (condition == null) {
			throw this.reader.fail("mandatory field condition is missing");
		}
		ErrorCondition decoded = new ErrorCondition(condition, error.string(), map(error));
		error.end();
		return decoded;
	}

	void expect(long wanted, String what) {
		long descriptor = this.reader.readDescriptorCode();
		if (descriptor != wanted) {
			throw this.reader.fail("descriptor 0x%x is not that of %s".formatted(descriptor, what));
		}
	}

	/**
	 * Decodes an outcome behind its descriptor, or skips a delivery state that is none.
	 * @param descriptor its code
	 * @return the outcome, or null
	 */
	@Nullable Outcome outcome(long descriptor) {
		if (descriptor < Descriptors.ACCEPTED || descriptor > Descriptors.MODIFIED) {
			this.reader.skip();
			return null;
		}
		CompositeReader fields = this.reader.readComposite();
		Outcome outcome = outcome(descriptor, fields);
		fields.end();
		return outcome;
	}

	private Outcome outcome(long descriptor, CompositeReader fields) {
		if (descriptor == Descriptors.ACCEPTED) {
			return Outcome.accepted();
		}
		if (descriptor == Descriptors.RELEASED) {
			return Outcome.released();
		}
		if (descriptor == Descriptors.REJECTED) {
			ErrorCondition error = error(fields);
			return (error != null) ? Outcome.rejected(error) : Outcome.rejected();
		}
		return Outcome.modified(fields.bool(false), fields.bool(false), map(fields));
	}

}
