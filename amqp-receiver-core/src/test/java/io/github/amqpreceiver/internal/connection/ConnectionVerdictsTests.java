package io.github.amqpreceiver.internal.connection;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ConnectionClosedException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.Verdict;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionVerdictsTests {

	private static final TransportException LOST = new TransportException("lost", null, null);

	private static final AuthenticationException REFUSED = new AuthenticationException("refused", null, null);

	private final Addresses addresses = new Addresses(List.of(new Address("a", 5671, true)), false);

	@Test
	void aLostSocketIsDialledAgain() {
		assertThat(decide(RecoveryOptions.DEFAULT, LOST, false)).isEqualTo(Verdict.RECONNECT);
		assertThat(decide(RecoveryOptions.DEFAULT, LOST, true)).isEqualTo(Verdict.RECONNECT);
	}

	@Test
	void nothingIsRecoveredWhereRecoveryIsOff() {
		assertThat(decide(RecoveryOptions.builder().enabled(false).build(), LOST, true)).isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void failFastConcernsTheFirstOpenOnly() {
		RecoveryOptions failFast = RecoveryOptions.builder().failFast(true).build();
		assertThat(decide(failFast, LOST, false)).isEqualTo(Verdict.GIVE_UP);
		assertThat(decide(failFast, LOST, true)).isEqualTo(Verdict.RECONNECT);
	}

	@Test
	void aMistakeInTheConfigurationIsNotTriedTwice() {
		assertThat(decide(RecoveryOptions.DEFAULT, new ConfigurationException("no", null, null), true))
			.isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void refusedCredentialsEndTheStartButNotARunningConnection() {
		assertThat(decide(RecoveryOptions.DEFAULT, REFUSED, false)).isEqualTo(Verdict.GIVE_UP);
		assertThat(decide(RecoveryOptions.DEFAULT, REFUSED, true))
			.isEqualTo(Verdict.RECONNECT.after(RecoveryOptions.DEFAULT.authenticationBackOff()));
		RecoveryOptions patient = RecoveryOptions.builder().giveUpOnAuthenticationFailure(false).build();
		assertThat(decide(patient, REFUSED, false).action()).isEqualTo(Verdict.Action.RECONNECT);
	}

	@Test
	void forcedCloseIsRecoveredAndBrokenProtocolIsNot() {
		assertThat(decide(RecoveryOptions.DEFAULT, closed(Conditions.CONNECTION_FORCED, Map.of()), true))
			.isEqualTo(Verdict.RECONNECT);
		assertThat(decide(RecoveryOptions.DEFAULT, closed(Conditions.FRAMING_ERROR, Map.of()), true))
			.isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void aMilderVerdictOfThePolicyIsRaisedToAReconnect() {
		RecoveryOptions mild = RecoveryOptions.builder().errorPolicy((condition, scope) -> Verdict.REATTACH).build();
		assertThat(decide(mild, LOST, true)).isEqualTo(Verdict.RECONNECT);
	}

	@Test
	void aRedirectKeepsTls() {
		assertThat(decide(RecoveryOptions.DEFAULT, redirect("b", 5672), true)).isEqualTo(Verdict.REDIRECT);
		assertThat(this.addresses.next()).isEqualTo(Destination.of(new Address("b", 5672, true)));
	}

	@Test
	void aRedirectMaySayWhichHostToName() {
		assertThat(decide(RecoveryOptions.DEFAULT,
				closed(Conditions.CONNECTION_REDIRECT, Map.of(Conditions.INFO_NETWORK_HOST, "10.0.0.1",
						Conditions.INFO_PORT, 5671, Conditions.INFO_HOSTNAME, "tenant.example")),
				true))
			.isEqualTo(Verdict.REDIRECT);
		Destination next = this.addresses.next();
		assertThat(next.address()).isEqualTo(new Address("10.0.0.1", 5671, true));
		assertThat(next.serverName()).isEqualTo("tenant.example");
		assertThat(next.hostname("configured")).isEqualTo("tenant.example");
		assertThat(this.addresses.next().hostname("configured")).as("the first address again").isEqualTo("configured");
	}

	@Test
	void redirectsEnd() {
		RecoveryOptions two = RecoveryOptions.builder().maxRedirects(2).build();
		assertThat(decide(two, redirect("b", 1), true)).isEqualTo(Verdict.REDIRECT);
		assertThat(decide(two, redirect("c", 1), true)).isEqualTo(Verdict.REDIRECT);
		assertThat(decide(two, redirect("d", 1), true)).isEqualTo(Verdict.GIVE_UP);
	}

	@Test
	void aRedirectToNowhereIsAReconnect() {
		assertThat(decide(RecoveryOptions.DEFAULT, closed(Conditions.CONNECTION_REDIRECT, Map.of()), true))
			.isEqualTo(Verdict.RECONNECT);
		assertThat(decide(RecoveryOptions.DEFAULT, redirect("b", 70_000), true)).isEqualTo(Verdict.RECONNECT);
		assertThat(decide(RecoveryOptions.DEFAULT, redirect(" ", 1), true)).isEqualTo(Verdict.RECONNECT);
	}

	private Verdict decide(RecoveryOptions recovery, AmqpReceiverException failure, boolean everOpen) {
		return ConnectionVerdicts.decide(recovery, failure, everOpen, this.addresses);
	}

	private static AmqpReceiverException redirect(String host, int port) {
		return closed(Conditions.CONNECTION_REDIRECT,
				Map.of(Conditions.INFO_NETWORK_HOST, host, Conditions.INFO_PORT, port));
	}

	private static AmqpReceiverException closed(Symbol condition, Map<Symbol, Object> info) {
		return new ConnectionClosedException("closed", new ErrorCondition(condition, "why", info), null);
	}

}
