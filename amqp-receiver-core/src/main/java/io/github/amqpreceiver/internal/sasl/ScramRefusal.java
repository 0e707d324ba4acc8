package io.github.amqpreceiver.internal.sasl;

/**
 * Why this side does not go on with SCRAM, as the end of a sentence. The library's own
 * exceptions are not kept as causes, for they may quote what the server said.
 */
final class ScramRefusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ScramRefusal(String reason) {
		super(reason);
	}

}
