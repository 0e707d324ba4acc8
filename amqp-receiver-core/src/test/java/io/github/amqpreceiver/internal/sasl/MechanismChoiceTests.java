package io.github.amqpreceiver.internal.sasl;

import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MechanismChoiceTests {

	private static final SaslIdentity USER = new SaslIdentity.Password("joe", "canary-7f3a");

	private static final String[] ALL = { "ANONYMOUS", "PLAIN", "EXTERNAL", "SCRAM-SHA-1", "SCRAM-SHA-256",
			"SCRAM-SHA-512", "SCRAM-SHA-256-PLUS", "XOAUTH2", "GSSAPI" };

	@Test
	void theStrongestMechanismForAPasswordWins() {
		assertThat(choose(tls(USER), ALL)).isEqualTo(SaslMechanism.SCRAM_SHA_512);
		assertThat(choose(tls(USER), "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256")).isEqualTo(SaslMechanism.SCRAM_SHA_256);
		assertThat(choose(tls(USER), "ANONYMOUS", "PLAIN", "SCRAM-SHA-1")).isEqualTo(SaslMechanism.PLAIN);
	}

	@Test
	void otherIdentitiesHaveOneMechanismEach() {
		assertThat(choose(tls(new SaslIdentity.External()), ALL)).isEqualTo(SaslMechanism.EXTERNAL);
		assertThat(choose(tls(new SaslIdentity.Anonymous()), ALL)).isEqualTo(SaslMechanism.ANONYMOUS);
	}

	@Test
	void configurationNarrowsTheChoiceAndAllowsTheWeakHash() {
		assertThat(choose(tls(USER, "PLAIN"), ALL)).isEqualTo(SaslMechanism.PLAIN);
		assertThat(choose(tls(USER, "SCRAM-SHA-1", "PLAIN"), ALL)).isEqualTo(SaslMechanism.SCRAM_SHA_1);
		assertThat(refusal(tls(USER, "SCRAM-SHA-512"), "PLAIN", "SCRAM-SHA-256"))
			.contains("offers PLAIN, SCRAM-SHA-256", "may use SCRAM-SHA-512");
	}

	@Test
	void credentialsAreNeverGivenUpForAnonymity() {
		assertThat(refusal(tls(USER), "ANONYMOUS")).contains("amqps://broker:5671", "user 'joe'", "offers ANONYMOUS",
				"may use SCRAM-SHA-512, SCRAM-SHA-256, PLAIN");
		assertThat(refusal(tls(USER, "ANONYMOUS"), "ANONYMOUS"))
			.contains("none of the configured mechanisms [ANONYMOUS]");
		assertThat(refusal(tls(new SaslIdentity.External()), "ANONYMOUS", "PLAIN")).contains("client certificate");
	}

	@Test
	void aPasswordDoesNotLeaveTheMachineUnencryptedUnlessThatIsAllowed() {
		assertThat(refusal(new SaslSettings("amqp://broker:5672", null, USER, List.of(), false, false, false), "PLAIN",
				"ANONYMOUS"))
			.contains("PLAIN would send the password unencrypted", "use TLS", "allowPlainWithoutTls");
		assertThat(choose(new SaslSettings("b", null, USER, List.of(), false, true, false), "PLAIN"))
			.isEqualTo(SaslMechanism.PLAIN);
		assertThat(choose(new SaslSettings("b", null, USER, List.of(), false, false, true), "PLAIN"))
			.isEqualTo(SaslMechanism.PLAIN);
		assertThat(choose(new SaslSettings("b", null, USER, List.of(), false, false, false), "PLAIN", "SCRAM-SHA-256"))
			.isEqualTo(SaslMechanism.SCRAM_SHA_256);
	}

	@Test
	void aCertificateNeedsTls() {
		SaslSettings plain = new SaslSettings("amqp://broker", null, new SaslIdentity.External(), List.of(), false,
				true, false);
		assertThat(refusal(plain, "EXTERNAL")).contains("EXTERNAL needs TLS");
	}

	@Test
	void theWeakHashIsOfferedAsAWayOut() {
		assertThat(refusal(tls(USER), "SCRAM-SHA-1")).contains("only used when saslMechanisms names it");
	}

	@Test
	void noOfferIsARefusalToo() {
		assertThat(refusal(tls(new SaslIdentity.Anonymous()))).contains("offers no mechanism at all");
	}

	@Test
	void namesFromThePeerAreEscaped() {
		assertThat(refusal(tls(USER), "X\r\nY", "plain")).contains("X\\u000d\\u000aY, plain").doesNotContain("\n");
	}

	private static SaslSettings tls(SaslIdentity identity, String... mechanisms) {
		return new SaslSettings("amqps://broker:5671", null, identity, List.of(mechanisms), true, false, false);
	}

	private static SaslMechanism choose(SaslSettings settings, String... offered) {
		return new MechanismChoice(settings, Arrays.stream(offered).map(Symbol::valueOf).toList()).choose();
	}

	private static String refusal(SaslSettings settings, String... offered) {
		AuthenticationException refusal = catchThrowableOfType(AuthenticationException.class,
				() -> choose(settings, offered));
		assertThat(refusal.condition().condition()).isEqualTo(Conditions.UNAUTHORIZED_ACCESS);
		assertThat(refusal).hasMessageNotContaining("canary");
		return refusal.getMessage();
	}

}
