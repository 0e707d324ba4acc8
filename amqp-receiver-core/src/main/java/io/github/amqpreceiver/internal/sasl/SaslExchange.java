package io.github.amqpreceiver.internal.sasl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One authentication (AMQP 1.0, section 5.3), from behind the protocol headers to the
 * outcome. Owned by the connection's event loop; only SCRAM's key is derived elsewhere.
 * Invariants:
 * <ul>
 * <li>S1 The listener is called once, and nothing is sent after that.</li>
 * <li>S2 An outcome of ok counts only when the mechanism has said all that it has to say:
 * for SCRAM, when the server's signature is verified.</li>
 * <li>S3 The order of frames is mechanisms, then challenges, then outcome; no frame is
 * taken while a key is derived, for the server has nothing to say then.</li>
 * </ul>
 */
public final class SaslExchange {

	private enum State {

		AWAITS_MECHANISMS, AWAITS_SERVER, DERIVES_KEY, DONE

	}

	private final SaslSettings settings;

	private final Executor offload;

	private final Executor eventLoop;

	private final Consumer<ByteBuf> output;

	private final SaslListener listener;

	private final SaslFailures failures;

	private final SaslFrameDecoder decoder = new SaslFrameDecoder();

	private State state = State.AWAITS_MECHANISMS;

	private @Nullable SaslMechanism mechanism;

	private @Nullable ScramConversation scram;

	/**
	 * Creates the exchange of one connection attempt.
	 * @param settings what it has to go by
	 * @param offload where to derive a key, which may take a second
	 * @param eventLoop the connection's event loop, to come back to
	 * @param output takes whole frames to send, and releases them
	 * @param listener hears how it ends
	 */
	public SaslExchange(SaslSettings settings, Executor offload, Executor eventLoop, Consumer<ByteBuf> output,
			SaslListener listener) {
		this.settings = settings;
		this.offload = offload;
		this.eventLoop = eventLoop;
		this.output = output;
		this.listener = listener;
		this.failures = new SaslFailures(settings);
	}

	/**
	 * Takes a frame from the server. After the end of the exchange it is ignored.
	 * @param buf holds the frame's body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 */
	public void onFrame(ByteBuf buf, int start, int end) {
		guard(() -> onFrame(this.decoder.decode(buf, start, end)));
	}

	/**
	 * Ends the exchange without a call of the listener, as when the socket is gone or
	 * time is up.
	 */
	public void cancel() {
		this.state = State.DONE;
	}

	/**
	 * The mechanism that is used.
	 * @return the mechanism, or null before the server has offered its own
	 */
	public @Nullable SaslMechanism mechanism() {
		return this.mechanism;
	}

	private void onFrame(SaslFrame frame) {
		if (frame instanceof SaslFrame.Mechanisms mechanisms) {
			expect(State.AWAITS_MECHANISMS, "a second list of mechanisms");
			begin(mechanisms.mechanisms());
		}
		else if (frame instanceof SaslFrame.Challenge challenge) {
			expect(State.AWAITS_SERVER, "a challenge when none was due");
			onChallenge(challenge.data());
		}
		else if (frame instanceof SaslFrame.Outcome outcome) {
			onOutcome(outcome);
		}
	}

	private void expect(State wanted, String what) {
		if (this.state != wanted) {
			throw this.failures.unexpected(what);
		}
	}

	private void begin(List<Symbol> offered) {
		this.failures.offered(offered);
		this.mechanism = new MechanismChoice(this.settings, offered).choose();
		this.state = State.AWAITS_SERVER;
		byte[] initialResponse = initialResponse(this.mechanism);
		send((out) -> FrameWriter.writeSaslInit(out, chosen().symbol(), initialResponse, this.settings.hostname()));
	}

	private byte[] initialResponse(SaslMechanism mechanism) {
		if (!(this.settings.identity() instanceof SaslIdentity.Password password)) {
			// Neither names another identity than that of the connection
			return new byte[0];
		}
		if (mechanism.isScram()) {
			this.scram = new ScramConversation(mechanism, password);
			return this.scram.clientFirst();
		}
		if (password.username().indexOf('\0') >= 0 || password.password().indexOf('\0') >= 0) {
			throw new ScramRefusal("the user name or the password has a character of code 0");
		}
		return ("\0" + password.username() + "\0" + password.password()).getBytes(StandardCharsets.UTF_8);
	}

	private void onChallenge(byte[] challenge) {
		ScramConversation conversation = this.scram;
		if (conversation == null || conversation.isVerified()) {
			throw this.failures.unexpected("a challenge that %s does not have".formatted(chosen()));
		}
		if (conversation.awaitsServerFirst()) {
			conversation.serverFirst(challenge);
			deriveKey(conversation);
		}
		else {
			conversation.serverFinal(challenge);
			send((out) -> FrameWriter.writeSaslResponse(out, new byte[0]));
		}
	}

	private void deriveKey(ScramConversation conversation) {
		this.state = State.DERIVES_KEY;
		try {
			CompletableFuture.supplyAsync(conversation::clientFinal, this.offload)
				.whenCompleteAsync((response, failure) -> guard(() -> onDerived(response, failure)), this.eventLoop);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			throw this.failures.derivation(ex);
		}
	}

	private void onDerived(byte @Nullable [] response, @Nullable Throwable failure) {
		if (response == null) {
			Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
			throw (cause instanceof ScramRefusal refusal) ? refusal : this.failures.derivation(cause);
		}
		this.state = State.AWAITS_SERVER;
		send((out) -> FrameWriter.writeSaslResponse(out, response));
	}

	private void onOutcome(SaslFrame.Outcome outcome) {
		if (outcome.code() != SaslFrame.Outcome.OK) {
			throw this.failures.outcome(this.mechanism, outcome.code());
		}
		expect(State.AWAITS_SERVER, "an outcome of ok before the exchange");
		byte[] lastWord = outcome.additionalData();
		if (this.scram != null && !this.scram.isVerified()) {
			if (lastWord == null) {
				// S2
				throw new ScramRefusal("it says ok without a proof that it knows the password: it may be an impostor");
			}
			this.scram.serverFinal(lastWord);
		}
		this.state = State.DONE;
		this.listener.succeeded();
	}

	private SaslMechanism chosen() {
		return Objects.requireNonNull(this.mechanism, "mechanism");
	}

	private void send(Consumer<ByteBuf> frame) {
		ByteBuf out = Unpooled.buffer();
		frame.accept(out);
		this.output.accept(out);
	}

	/** Whatever goes wrong ends the exchange, once (S1). */
	private void guard(Runnable step) {
		if (this.state == State.DONE) {
			return;
		}
		try {
			step.run();
		}
		catch (DecodeException ex) {
			fail(this.failures.broken(ex));
		}
		catch (ScramRefusal ex) {
			fail(this.failures.refused(this.mechanism, ex));
		}
		catch (AmqpReceiverException ex) {
			fail(ex);
		}
	}

	private void fail(AmqpReceiverException failure) {
		this.state = State.DONE;
		this.listener.failed(failure);
	}

}
