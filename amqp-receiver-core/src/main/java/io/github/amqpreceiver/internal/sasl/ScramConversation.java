package io.github.amqpreceiver.internal.sasl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import com.ongres.scram.common.exception.ScramParseException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import io.github.amqpreceiver.error.ErrorCondition;

/**
 * The four messages of SCRAM (RFC 5802), from the client's side. Owned by the
 * connection's event loop, except for {@link #clientFinal()}, which takes long and is
 * called elsewhere while the event loop keeps away.
 */
final class ScramConversation {

	private static final String MALFORMED = "its first message is malformed, or does not continue the client's nonce";

	/** Fewer would give a password away to whoever plays the server (RFC 7677). */
	private static final int MIN_ITERATIONS = 4_096;

	/** More would only keep a thread busy. */
	private static final int MAX_ITERATIONS = 1_000_000;

	/**
	 * The nonce, the salt and the iterations; extensions may follow (RFC 5802, section
	 * 7).
	 */
	private static final Pattern SERVER_FIRST = Pattern
		.compile("r=[\\x21-\\x2b\\x2d-\\x7e]+,s=[A-Za-z0-9+/]+={0,2},i=([1-9][0-9]{0,9})(,.*)?");

	/** The signature or an error. */
	private static final Pattern SERVER_FINAL = Pattern.compile("(v=[A-Za-z0-9+/]+={0,2}|e=[^,]+)(,.*)?");

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

	/**
	 * Takes the server's first message, and checks all that costs nothing before
	 * {@link #clientFinal()} does what costs. The library is not asked before, for it
	 * does not expect every message that a server could send.
	 * @param challenge the message
	 */
	void serverFirst(byte[] challenge) {
		String message = text(challenge);
		Matcher fields = SERVER_FIRST.matcher(message);
		if (!fields.matches()) {
			throw new ScramRefusal(MALFORMED);
		}
		long iterations = Long.parseLong(fields.group(1));
		if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
			throw new ScramRefusal("it asks for %d iterations, and only %d to %d are safe".formatted(iterations,
					MIN_ITERATIONS, MAX_ITERATIONS));
		}
		try {
			this.client.serverFirstMessage(message);
		}
		catch (ScramParseException | RuntimeException ex) {
			throw new ScramRefusal(MALFORMED);
		}
	}

	byte[] clientFinal() {
		try {
			String message = this.client.clientFinalMessage().toString();
			this.stage = Stage.SERVER_FINAL;
			return bytes(message);
		}
		catch (RuntimeException ex) {
			throw new ScramRefusal("the proof cannot be computed: the salt is malformed, or the password has "
					+ "characters that SCRAM does not allow (RFC 4013)");
		}
	}

	void serverFinal(byte[] data) {
		if (this.stage != Stage.SERVER_FINAL) {
			throw new ScramRefusal("it sent a message that SCRAM does not have");
		}
		String message = text(data);
		if (!SERVER_FINAL.matcher(message).matches()) {
			throw new ScramRefusal("its proof that it knows the password is malformed");
		}
		try {
			this.client.serverFinalMessage(message);
			this.stage = Stage.VERIFIED;
		}
		catch (ScramServerErrorException ex) {
			throw new ScramRefusal("it says " + ErrorCondition.printable(String.valueOf(ex.getServerError())));
		}
		catch (ScramInvalidServerSignatureException ex) {
			throw new ScramRefusal("it could not prove that it knows the password: it may be an impostor");
		}
		catch (ScramParseException | RuntimeException ex) {
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
