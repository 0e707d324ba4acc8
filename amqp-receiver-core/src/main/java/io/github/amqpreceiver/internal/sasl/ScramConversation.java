package io.github.amqpreceiver.internal.sasl;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import com.ongres.scram.common.exception.ScramParseException;
import com.ongres.scram.common.exception.ScramRuntimeException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import io.github.amqpreceiver.error.ErrorCondition;

/**
 * The four messages of SCRAM (RFC 5802), from the client's side. Owned by the
 * connection's event loop, except for {@link #clientFinal()}, which takes long and is
 * called elsewhere while the event loop keeps away.
 */
final class ScramConversation {

	/** Fewer would give a password away to whoever plays the server (RFC 7677). */
	private static final int MIN_ITERATIONS = 4_096;

	/** More would only keep a thread busy. */
	private static final int MAX_ITERATIONS = 1_000_000;

	private enum Stage {

		CLIENT_FIRST, SERVER_FIRST, SERVER_FINAL, VERIFIED

	}

	private final ScramClient client;

	private Stage stage = Stage.CLIENT_FIRST;

	ScramConversation(SaslMechanism mechanism, SaslIdentity.Password identity) {
		try {
			this.client = ScramClient.builder()
				.advertisedMechanisms(List.of(mechanism.wireName()))
				.username(identity.username())
				.password(identity.password().toCharArray())
				.stringPreparation(StringPreparation.SASL_PREPARATION)
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw new ScramRefusal("the user name or the password is empty or has characters that SCRAM "
					+ "does not allow (RFC 4013)");
		}
	}

	byte[] clientFirst() {
		this.stage = Stage.SERVER_FIRST;
		return bytes(this.client.clientFirstMessage().toString());
	}

	boolean awaitsServerFirst() {
		return this.stage == Stage.SERVER_FIRST;
	}

	/** Checks all that costs nothing, before {@link #clientFinal()} does what costs. */
	void serverFirst(byte[] challenge) {
		ServerFirstMessage message;
		try {
			message = this.client.serverFirstMessage(text(challenge));
		}
		catch (ScramParseException | ScramRuntimeException | IllegalArgumentException ex) {
			throw new ScramRefusal("its first message is malformed, or does not continue the client's nonce");
		}
		int iterations = message.getIterationCount();
		if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
			throw new ScramRefusal("it asks for %d iterations, and only %d to %d are safe".formatted(iterations,
					MIN_ITERATIONS, MAX_ITERATIONS));
		}
	}

	byte[] clientFinal() {
		try {
			String message = this.client.clientFinalMessage().toString();
			this.stage = Stage.SERVER_FINAL;
			return bytes(message);
		}
		catch (ScramRuntimeException | IllegalArgumentException ex) {
			throw new ScramRefusal("its first message is malformed, or the password has characters that SCRAM "
					+ "does not allow (RFC 4013)");
		}
	}

	void serverFinal(byte[] data) {
		if (this.stage != Stage.SERVER_FINAL) {
			throw new ScramRefusal("it sent a message that SCRAM does not have");
		}
		try {
			this.client.serverFinalMessage(text(data));
			this.stage = Stage.VERIFIED;
		}
		catch (ScramServerErrorException ex) {
			throw new ScramRefusal("it says " + ErrorCondition.printable(String.valueOf(ex.getServerError())));
		}
		catch (ScramInvalidServerSignatureException ex) {
			throw new ScramRefusal("it could not prove that it knows the password: it may be an impostor");
		}
		catch (ScramParseException | ScramRuntimeException | IllegalArgumentException ex) {
			throw new ScramRefusal("its proof that it knows the password is malformed");
		}
	}

	boolean isVerified() {
		return this.stage == Stage.VERIFIED;
	}

	private static byte[] bytes(String message) {
		return message.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] message) {
		return new String(message, StandardCharsets.UTF_8);
	}

}
