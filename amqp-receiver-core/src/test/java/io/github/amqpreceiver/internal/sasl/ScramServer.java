package io.github.amqpreceiver.internal.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;

/** The server's side of SCRAM, which can be told to do each step wrong. */
final class ScramServer {

	private static final byte[] SALT = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };

	private final ScramMechanism mechanism;

	private final byte[] saltedPassword;

	private final int iterations;

	private String clientFirstBare;

	private String serverFirst;

	ScramServer(String mechanism, String password, int iterations) {
		this.mechanism = ScramMechanism.byName(mechanism);
		this.iterations = iterations;
		this.saltedPassword = ScramFunctions.saltedPassword(this.mechanism, StringPreparation.NO_PREPARATION,
				password.toCharArray(), SALT, iterations);
	}

	/** The server-first-message. */
	byte[] first(byte[] clientFirst) {
		String message = text(clientFirst);
		if (!message.startsWith("n,,n=")) {
			throw new AssertionError(message);
		}
		this.clientFirstBare = message.substring(3);
		this.serverFirst = "r=%sserver,s=%s,i=%d".formatted(nonce(clientFirst), base64(SALT), this.iterations);
		return this.serverFirst.getBytes(StandardCharsets.UTF_8);
	}

	static String nonce(byte[] clientFirst) {
		String message = text(clientFirst);
		return message.substring(message.indexOf(",r=") + 3);
	}

	/** The server-final-message, or null if the client does not know the password. */
	byte[] last(byte[] clientFinal) {
		String message = text(clientFinal);
		int proofAt = message.indexOf(",p=");
		String authMessage = this.clientFirstBare + "," + this.serverFirst + "," + message.substring(0, proofAt);
		byte[] storedKey = ScramFunctions.storedKey(this.mechanism,
				ScramFunctions.clientKey(this.mechanism, this.saltedPassword));
		if (!ScramFunctions.verifyClientProof(this.mechanism,
				Base64.getDecoder().decode(message.substring(proofAt + 3)), storedKey, authMessage)) {
			return null;
		}
		byte[] signature = ScramFunctions.serverSignature(this.mechanism,
				ScramFunctions.serverKey(this.mechanism, this.saltedPassword), authMessage);
		return ("v=" + base64(signature)).getBytes(StandardCharsets.UTF_8);
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
