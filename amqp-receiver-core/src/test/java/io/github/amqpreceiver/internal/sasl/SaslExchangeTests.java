package io.github.amqpreceiver.internal.sasl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ProtocolViolationException;
import io.github.amqpreceiver.error.TransportException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.security.SaslCode;
import org.apache.qpid.protonj2.types.security.SaslInit;
import org.apache.qpid.protonj2.types.transport.Open;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.amqpreceiver.internal.frame.ProtonCodec;

import static org.assertj.core.api.Assertions.assertThat;

class SaslExchangeTests {

	private static final String CANARY = "canary-7f3a";

	private static final SaslIdentity USER = new SaslIdentity.Password("joe", CANARY);

	private SaslScript server = new SaslScript(SaslScript.settings(USER));

	@AfterEach
	void noPasswordInAnyException() {
		for (AmqpReceiverException failure : this.server.failures) {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				assertThat(cause.toString()).doesNotContain(CANARY);
			}
		}
		assertThat(USER.toString()).doesNotContain(CANARY);
		assertThat(SaslScript.settings(USER).toString()).doesNotContain(CANARY);
	}

	@Test
	void anonymousSaysNothing() {
		this.server = new SaslScript(SaslScript.settings(new SaslIdentity.Anonymous())).offer("PLAIN", "ANONYMOUS");
		SaslInit init = this.server.init();
		assertThat(init.getMechanism()).isEqualTo(Symbol.valueOf("ANONYMOUS"));
		assertThat(init.getInitialResponse().getReadableBytes()).isZero();
		assertThat(init.getHostname()).isEqualTo("broker.example");
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.successes).isOne();
		assertThat(this.server.exchange.mechanism()).isEqualTo(SaslMechanism.ANONYMOUS);
	}

	@Test
	void externalNamesNobodyElse() {
		this.server = new SaslScript(SaslScript.settings(new SaslIdentity.External())).offer("EXTERNAL");
		assertThat(this.server.initialResponse()).isEmpty();
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.successes).isOne();
	}

	@Test
	void plainSendsUserAndPassword() {
		this.server.offer("PLAIN");
		assertThat(new String(this.server.initialResponse(), StandardCharsets.UTF_8)).isEqualTo("\0joe\0" + CANARY);
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.successes).isOne();
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void plainCannotSendAPasswordWithANullCharacter() {
		this.server = new SaslScript(SaslScript.settings(new SaslIdentity.Password("joe", "a\0b"))).offer("PLAIN");
		assertThat(this.server.failure()).contains("character of code 0");
		assertThat(this.server.isSilent()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1" })
	void scramMayEndWithAChallenge(String mechanism) {
		ScramServer scram = begin(mechanism, CANARY, 4_096);
		byte[] last = scram.last(this.server.response());
		this.server.challenge(last);
		assertThat(this.server.response()).isEmpty();
		assertThat(this.server.successes).isZero();
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.successes).isOne();
		assertThat(this.server.failures).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1" })
	void scramMayEndWithTheOutcome(String mechanism) {
		ScramServer scram = begin(mechanism, CANARY, 10_000);
		this.server.outcome(SaslCode.OK, scram.last(this.server.response()));
		assertThat(this.server.successes).isOne();
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void scramEscapesTheUserName() {
		this.server = new SaslScript(SaslScript.settings(new SaslIdentity.Password("a=b,c", CANARY)))
			.offer("SCRAM-SHA-256");
		assertThat(new String(this.server.initialResponse(), StandardCharsets.UTF_8)).startsWith("n,,n=a=3Db=2Cc,r=");
	}

	@Test
	void scramDerivesTheKeyElsewhere() {
		this.server.offer("SCRAM-SHA-256");
		this.server.challenge(new ScramServer("SCRAM-SHA-256", CANARY, 4_096).first(this.server.initialResponse()));
		assertThat(this.server.works()).isTrue();
		assertThat(this.server.isSilent()).isTrue();
		this.server.work();
		assertThat(this.server.isSilent()).isFalse();
	}

	@Test
	void nothingIsSentOnceTheExchangeIsCancelled() {
		this.server.offer("SCRAM-SHA-256");
		this.server.challenge(new ScramServer("SCRAM-SHA-256", CANARY, 4_096).first(this.server.initialResponse()));
		this.server.exchange.cancel();
		this.server.work();
		assertThat(this.server.isSilent()).isTrue();
		this.server.outcome(SaslCode.AUTH);
		assertThat(this.server.failures).isEmpty();
	}

	@Test
	void noThreadForTheKeyIsAFailureThatMayPass() {
		List<AmqpReceiverException> failures = this.server.failures;
		List<byte[]> sent = new ArrayList<>();
		SaslExchange exchange = new SaslExchange(SaslScript.settings(USER), (task) -> {
			throw new RejectedExecutionException("full");
		}, Runnable::run, (frame) -> sent.add(ByteBufUtil.getBytes(frame)), this.server);
		byte[] offer = ProtonCodec.encodeSasl(new org.apache.qpid.protonj2.types.security.SaslMechanisms()
			.setSaslServerMechanisms(Symbol.valueOf("SCRAM-SHA-256")));
		exchange.onFrame(Unpooled.wrappedBuffer(offer), 0, offer.length);
		SaslInit init = (SaslInit) ProtonCodec
			.decodeSasl(java.util.Arrays.copyOfRange(sent.get(0), 8, sent.get(0).length));
		byte[] clientFirst = new byte[init.getInitialResponse().getReadableBytes()];
		init.getInitialResponse().copyInto(0, clientFirst, 0, clientFirst.length);
		byte[] challenge = ProtonCodec.encodeSasl(new org.apache.qpid.protonj2.types.security.SaslChallenge()
			.setChallenge(org.apache.qpid.protonj2.buffer.ProtonBufferAllocator.defaultAllocator()
				.copy(new ScramServer("SCRAM-SHA-256", CANARY, 4_096).first(clientFirst))));
		exchange.onFrame(Unpooled.wrappedBuffer(challenge), 0, challenge.length);
		assertThat(failures).singleElement().isInstanceOf(TransportException.class);
	}

	@Test
	void aWrongPasswordIsRefusedByTheServer() {
		ScramServer scram = begin("SCRAM-SHA-256", "other", 4_096);
		assertThat(scram.last(this.server.response())).isNull();
		this.server.outcome(SaslCode.AUTH);
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.failures.get(0).condition().condition()).isEqualTo(Conditions.UNAUTHORIZED_ACCESS);
		assertThat(this.server.failure()).isEqualTo("Authenticating to amqps://broker.example:5671 as user 'joe' with "
				+ "SCRAM-SHA-256 was refused: check user name and password. It offers SCRAM-SHA-256.");
	}

	@Test
	void theServersOwnErrorIsShown() {
		begin("SCRAM-SHA-256", CANARY, 4_096);
		this.server.challenge("e=unknown-user".getBytes());
		assertThat(this.server.failure()).contains("it says unknown-user");
	}

	@ParameterizedTest
	@EnumSource(names = { "SYS", "SYS_TEMP" })
	void aProblemOfThePeerMayPass(SaslCode code) {
		this.server.offer("PLAIN").outcome(code);
		assertThat(this.server.failures.get(0)).isInstanceOf(TransportException.class);
		assertThat(this.server.failures.get(0).condition()).isNull();
		assertThat(this.server.failure()).contains("may pass");
	}

	@Test
	void aProblemThatDoesNotPassIsSaidToBeOne() {
		this.server.offer("PLAIN").outcome(SaslCode.SYS_PERM);
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.failure()).contains("sys-perm", "offers PLAIN");
	}

	@Test
	void anUnknownOutcomeIsAViolation() {
		this.server.offer("PLAIN").send(ByteBufUtil.decodeHexDump("005344c003015009"));
		assertThat(this.server.failure()).contains("unknown code 9");
	}

	@Test
	void b06AnOutcomeOfOkBeforeTheMechanismsIsAViolation() {
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.failures.get(0)).isInstanceOf(ProtocolViolationException.class);
		assertThat(this.server.failure()).contains("outcome of ok before the exchange");
	}

	@Test
	void b07AnOutcomeOfOkWithoutAProofIsNoSuccess() {
		begin("SCRAM-SHA-256", CANARY, 4_096);
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.failure()).contains("without a proof", "impostor");
	}

	@Test
	void b07AnOutcomeOfOkAtOnceIsNoSuccess() {
		this.server.offer("SCRAM-SHA-256").outcome(SaslCode.OK);
		assertThat(this.server.failure()).contains("without a proof");
		this.server = new SaslScript(SaslScript.settings(USER)).offer("SCRAM-SHA-256")
			.outcome(SaslCode.OK, "v=AAAA".getBytes());
		assertThat(this.server.failure()).contains("a message that SCRAM does not have");
	}

	@Test
	void b07AnOutcomeOfOkWhileTheKeyIsDerivedIsNoSuccess() {
		this.server.offer("SCRAM-SHA-256");
		this.server.challenge(new ScramServer("SCRAM-SHA-256", CANARY, 4_096).first(this.server.initialResponse()));
		this.server.outcome(SaslCode.OK);
		assertThat(this.server.failures).hasSize(1);
		this.server.work();
		assertThat(this.server.failure()).contains("outcome of ok before");
		assertThat(this.server.isSilent()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "v=", "v=%%%", "v", "", "x=1",
			"\u0000\ufffd" })
	void b07AWrongProofIsNoSuccess(String proof) {
		begin("SCRAM-SHA-256", CANARY, 4_096);
		this.server.outcome(SaslCode.OK, proof.getBytes(StandardCharsets.UTF_8));
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.failure()).containsAnyOf("impostor", "malformed");
		this.server = new SaslScript(SaslScript.settings(USER));
		begin("SCRAM-SHA-256", CANARY, 4_096);
		this.server.challenge(proof.getBytes(StandardCharsets.UTF_8));
		assertThat(this.server.failure()).containsAnyOf("impostor", "malformed");
	}

	@Test
	void b07TheProofOfAnotherPasswordIsNoSuccess() {
		this.server.offer("SCRAM-SHA-256");
		byte[] clientFirst = this.server.initialResponse();
		ScramServer right = new ScramServer("SCRAM-SHA-256", CANARY, 4_096);
		this.server.challenge(right.first(clientFirst)).work();
		byte[] proof = right.last(this.server.response());
		proof[4] = (byte) ((proof[4] == 'A') ? 'B' : 'A');
		this.server.outcome(SaslCode.OK, proof);
		assertThat(this.server.failure()).contains("impostor");
	}

	@Test
	void b08AWeakOfferIsNotTaken() {
		this.server.offer("ANONYMOUS");
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.isSilent()).isTrue();
		this.server = new SaslScript(new SaslSettings("amqp://b:5672", null, USER, List.of(), false, false, false));
		this.server.offer("PLAIN", "ANONYMOUS");
		assertThat(this.server.failure()).contains("unencrypted");
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void b09FramesOfTheOtherLayerAreViolations() {
		this.server.send(ProtonCodec.encode(new Open().setContainerId("c")));
		assertThat(this.server.failures.get(0)).isInstanceOf(ProtocolViolationException.class);
		assertThat(this.server.failure()).contains("0x10 is not that of a server's SASL frame");
	}

	@Test
	void b09FramesThatOnlyClientsSendAreViolations() {
		this.server.send(new SaslInit().setMechanism(Symbol.valueOf("PLAIN")));
		assertThat(this.server.failure()).contains("0x41");
	}

	@Test
	void b10AFrameOfMoreThan512BytesIsAViolation() {
		this.server.offer("PLAIN").challenge(new byte[600]);
		assertThat(this.server.failure()).contains("larger than 504");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			// arrays of 2³¹-1 and 2·10⁸ nulls, trues and empty lists; of symbols without
			// bytes; of arrays
			"005340d00000000f00000001f0000000057fffffff40", "005340d00000000f00000001f0000000050bebc20041",
			"005340d00000000f00000001f0000000057fffffff45", "005340c00a01f0000000057fffffffa3",
			"005340c00d01f0000000087fffffffe00140", "005340c00401e0024041", "00534045ff", "005340c0030240", "005340",
			"005342c0020140", "00534245", "00534445", "005344c0020140", "005344c003025000", "005342c003014141" })
	void b11BrokenFramesAndBombsAreViolations(String hex) {
		long began = System.nanoTime();
		this.server.send(ByteBufUtil.decodeHexDump(hex));
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
		assertThat(this.server.failures.get(0)).isInstanceOf(ProtocolViolationException.class);
		assertThat(this.server.failures.get(0).condition().condition()).isEqualTo(Conditions.DECODE_ERROR);
		assertThat(this.server.isSilent()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 1, 4_095, 1_000_001, Integer.MAX_VALUE })
	void b13IterationsOutOfBoundsAreNotComputed(int iterations) {
		this.server.offer("SCRAM-SHA-512");
		String nonce = ScramServer.nonce(this.server.initialResponse());
		this.server.challenge("r=%sx,s=QUFBQUFBQUFBQUFBQUFBQQ==,i=%d".formatted(nonce, iterations).getBytes());
		assertThat(this.server.works()).isFalse();
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.failure()).containsAnyOf("only 4096 to 1000000 are safe", "malformed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "r=other,s=QUFBQQ==,i=4096", "r=%s,s=QUFBQQ==,i=4096", "r=,s=QUFBQQ==,i=4096",
			"r=%sx,s=!!!!,i=4096", "r=%sx,s=,i=4096", "r=%sx,s=QUFBQQ==,i=99999999999999999999", "r=%sx,s=QUFBQQ==",
			"m=ext,r=%sx,s=QUFBQQ==,i=4096", "r=%sx", "", ",,,", "\u00e9", "e=other-error" })
	void b13ABrokenFirstMessageIsRefused(String message) {
		this.server.offer("SCRAM-SHA-256");
		String nonce = ScramServer.nonce(this.server.initialResponse());
		long began = System.nanoTime();
		this.server.challenge(message.formatted(nonce).getBytes(StandardCharsets.UTF_8)).work();
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
		assertThat(this.server.failures.get(0)).isInstanceOf(AuthenticationException.class);
		assertThat(this.server.failure()).contains("stopped");
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void b13ChallengesHaveAnEnd() {
		ScramServer scram = begin("SCRAM-SHA-256", CANARY, 4_096);
		this.server.challenge(scram.last(this.server.response()));
		this.server.response();
		this.server.challenge(new byte[0]);
		assertThat(this.server.failure()).contains("a challenge that SCRAM-SHA-256 does not have");
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void b13MechanismsWithoutChallengesAnswerNone() {
		this.server.offer("PLAIN").challenge(new byte[0]);
		assertThat(this.server.failure()).contains("a challenge that PLAIN does not have");
	}

	@Test
	void aSecondOfferIsAViolation() {
		this.server.offer("PLAIN").offer("ANONYMOUS");
		assertThat(this.server.failure()).contains("second list of mechanisms");
	}

	@Test
	void aChallengeWhileTheKeyIsDerivedIsAViolation() {
		this.server.offer("SCRAM-SHA-256");
		byte[] first = new ScramServer("SCRAM-SHA-256", CANARY, 4_096).first(this.server.initialResponse());
		this.server.challenge(first).challenge(first).work();
		assertThat(this.server.failure()).contains("a challenge when none was due");
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void whatComesAfterTheEndIsIgnored() {
		this.server.offer("PLAIN").outcome(SaslCode.OK).outcome(SaslCode.AUTH).challenge(new byte[1]);
		assertThat(this.server.successes).isOne();
		assertThat(this.server.failures).isEmpty();
	}

	@Test
	void credentialsThatScramCannotPrepareAreRefusedBeforeAnythingIsSent() {
		this.server = new SaslScript(SaslScript.settings(new SaslIdentity.Password("", CANARY))).offer("SCRAM-SHA-256");
		assertThat(this.server.failure()).contains("empty or has characters");
		assertThat(this.server.isSilent()).isTrue();
	}

	@Test
	void randomFramesEndTheExchangeOnceAtMost() {
		java.util.Random random = new java.util.Random(3);
		byte[][] seeds = { ByteBufUtil.decodeHexDump("005340c01401e0110201a305504c41494e" + "00"),
				ByteBufUtil.decodeHexDump("005340c00a01a30d534352414d2d5348412d323536"),
				ByteBufUtil.decodeHexDump("005342c00501a002723d"), ByteBufUtil.decodeHexDump("005344c003015000") };
		for (int i = 0; i < 100_000; i++) {
			SaslScript script = new SaslScript(SaslScript.settings(USER));
			for (int frame = 0; frame < 3; frame++) {
				byte[] mutant = seeds[random.nextInt(seeds.length)].clone();
				if (random.nextBoolean()) {
					mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
				}
				script.send(mutant).work();
			}
			assertThat(script.successes + script.failures.size()).isLessThanOrEqualTo(1);
		}
	}

	/** Up to the client's proof. */
	private ScramServer begin(String mechanism, String password, int iterations) {
		this.server = new SaslScript(SaslScript.settings(USER, mechanism)).offer(mechanism);
		ScramServer scram = new ScramServer(mechanism, password, iterations);
		this.server.challenge(scram.first(this.server.initialResponse())).work();
		return scram;
	}

}
