package io.github.amqpreceiver.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.error.Redirect;
import io.github.amqpreceiver.error.RedirectException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.Filters;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.type.Symbol;
import org.apache.qpid.protonj2.test.driver.codec.messaging.TerminusDurability;
import org.apache.qpid.protonj2.test.driver.codec.messaging.TerminusExpiryPolicy;
import org.apache.qpid.protonj2.test.driver.codec.primitives.UnknownDescribedType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasKey;

class AttachWireTests extends ScriptedPeer {

	@Test
	void theDefaultsOfTheSeedAreOnTheWire() {
		expectSession();
		expectAttach().withName("link")
			.withHandle(0)
			.withSenderSettleModeUnsettled()
			.withReceiverSettlesFirst()
			.withMaxMessageSize(1_048_576)
			.withSource()
			.withAddress("q")
			.also()
			.respondInKind();
		this.peer.expectFlow().withLinkCredit(300).withDeliveryCount(0).withHandle(0);
		open((options) -> options.prefetch(300));
		done();
	}

	@Test
	void everyParameterIsOnTheWire() {
		expectSession();
		expectAttach().withName("orders")
			.withSenderSettleModeMixed()
			.withReceiverSettlesSecond()
			.withMaxMessageSize(5_000)
			.withDesiredCapabilities("one", "two")
			.withProperty("com.example:rank", 7)
			.withSource()
			.withAddress("topic/a")
			.withDurable(TerminusDurability.UNSETTLED_STATE)
			.withExpiryPolicy(TerminusExpiryPolicy.NEVER)
			.withTimeout(60)
			.withDistributionMode("copy")
			.withOutcomes("amqp:accepted:list", "amqp:rejected:list", "amqp:released:list", "amqp:modified:list")
			.withCapabilities("topic", "shared")
			.withFilter(hasKey(org.apache.qpid.protonj2.test.driver.codec.primitives.Symbol
				.valueOf("apache.org:selector-filter:string")))
			.also()
			.withTarget()
			.withAddress("me")
			.also()
			.respond();
		this.peer.expectFlow().withLinkCredit(10);
		receiver((options) -> options
			.source(Source.builder("topic/a")
				.durability(io.github.amqpreceiver.options.TerminusDurability.UNSETTLED_STATE)
				.expiryPolicy(io.github.amqpreceiver.options.TerminusExpiryPolicy.NEVER)
				.timeout(Duration.ofSeconds(60))
				.distributionMode(io.github.amqpreceiver.options.DistributionMode.COPY)
				.capabilities(List.of(Symbol.valueOf("topic"), Symbol.valueOf("shared")))
				.selector("a = 1")
				.build())
			.name("orders")
			.target("me")
			.sendSettleMode(SendSettleMode.MIXED)
			.twoPhaseSettlement(true)
			.maxMessageSize(5_000)
			.properties(Map.of(Symbol.valueOf("com.example:rank"), 7))
			.requireFilters(false)
			.desiredCapabilities(List.of(Symbol.valueOf("one"), Symbol.valueOf("two")))).open();
		done();
	}

	@Test
	void receiveAndDeleteAsksForSettledMessages() {
		expectSession();
		expectAttach().withSenderSettleModeSettled().withReceiverSettlesFirst().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver receiver = open((options) -> options.receiveSettleMode(ReceiveSettleMode.RECEIVE_AND_DELETE));
		assertThat(receiver.status().negotiated().sendSettleMode()).isEqualTo(SendSettleMode.SETTLED);
		done();
	}

	@Test
	void aPrefetchOfZeroGrantsNothingUntilAsked() {
		expectSession();
		expectAttach().respondInKind();
		MessageReceiver receiver = open((options) -> options.prefetch(0));
		this.peer.expectFlow().withLinkCredit(5);
		join(receiver.resetLinkCredit(5, false));
		done();
	}

	@Test
	void aRefusalIsReportedWithAddressConditionAndDescription() {
		expectSession();
		expectAttach().reject(true, "amqp:not-found", "no such queue");
		this.peer.expectDetach().withClosed(true);
		MessageReceiver receiver = receiver((options) -> options);
		assertThatThrownBy(() -> join(receiver.open())).isInstanceOf(CompletionException.class)
			.cause()
			.isInstanceOf(LinkDetachedException.class)
			.hasMessageContainingAll("refused to attach", "'q'", "amqp:not-found", "no such queue", "Check the address")
			.satisfies((failure) -> assertThat(((AmqpReceiverException) failure).recentFrames())
				.anySatisfy((line) -> assertThat(line).contains("Attach"))
				.anySatisfy((line) -> assertThat(line).contains("Detach")));
		assertThat(receiver.state()).isEqualTo(ReceiverState.ERROR);
		done();
	}

	@Test
	void theAddressOfADynamicSourceIsReadable() {
		expectSession();
		expectAttach().withSource().withDynamic(true).also().respond().withSource().withAddress("temp-7").and();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver receiver = open(
				(options) -> options.source(Source.builder((String) null).dynamic(true).build()));
		assertThat(receiver.status().address()).isEqualTo("temp-7");
		transfer(0, "x");
		await().until(() -> this.delivered.size() == 1);
		assertThat(this.delivered.get(0).address()).isEqualTo("temp-7");
		done();
	}

	@Test
	void aSelectorThatIsNotGrantedIsAFailure() {
		expectSession();
		expectAttach().respond().withSource().withAddress("q").and();
		this.peer.expectDetach().withClosed(true);
		assertThatThrownBy(() -> open((options) -> options.source(Source.builder("q").selector("a = 1").build())))
			.cause()
			.isInstanceOf(ConfigurationException.class)
			.hasMessageContainingAll("does not grant the filters", "'q'", "requireFilters");
		done();
	}

	@Test
	void withTheSwitchOffAFilterThatIsNotGrantedIsAWarning() {
		expectSession();
		expectAttach().respond().withSource().withAddress("q").and();
		this.peer.expectFlow().withLinkCredit(10);
		List<Object> events = new CopyOnWriteArrayList<>();
		open((options) -> options.source(Source.builder("q").selector("a = 1").build())
			.requireFilters(false)
			.listener(events::add));
		assertThat(events).filteredOn("class.simpleName", "FiltersMissing")
			.singleElement()
			.hasFieldOrPropertyWithValue("missing", Set.of(Filters.SELECTOR));
		done();
	}

	@Test
	void legacyFilterCodesAreOnTheWire() {
		expectSession();
		Map<String, Object> wanted = Map.of("selector",
				new UnknownDescribedType(org.apache.qpid.protonj2.test.driver.codec.primitives.UnsignedLong
					.valueOf(0x0000_468c_0000_0004L), "a = 1"),
				"no-local", new UnknownDescribedType(org.apache.qpid.protonj2.test.driver.codec.primitives.UnsignedLong
					.valueOf(0x0000_468c_0000_0003L), List.of()));
		expectAttach().withSource().withAddress("q").withFilter(wanted).also().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		open((options) -> options.source(Source.builder("q")
			.filter(Symbol.valueOf("selector"), Filters.selectorWithCode("a = 1"))
			.filter(Symbol.valueOf("no-local"), Filters.noLocalWithCode())
			.build()));
		done();
	}

	@Test
	void aRedirectTellsWhereTo() {
		expectSession();
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		MessageReceiver receiver = open((options) -> options);
		this.peer.expectDetach();
		this.peer.remoteDetach()
			.withClosed(true)
			.withErrorCondition("amqp:link:redirect", "moved",
					Map.of("network-host", "other.example", "port", 5671, "address", "q2"))
			.now();
		await().until(() -> receiver.state() == ReceiverState.ERROR);
		assertThat(receiver.lastError()).isInstanceOfSatisfying(RedirectException.class,
				(failure) -> assertThat(failure.redirect()).isEqualTo(new Redirect(null, "other.example", 5671, "q2")));
		done();
	}

	@Test
	void capabilitiesThatAreNotOfferedAreReported() {
		expectSession();
		expectAttach().withDesiredCapabilities("one", "two").respond().withOfferedCapabilities("one");
		this.peer.expectFlow().withLinkCredit(10);
		List<Object> events = new CopyOnWriteArrayList<>();
		List<Symbol> desired = List.of(Symbol.valueOf("one"), Symbol.valueOf("two"));
		MessageReceiver receiver = open((options) -> options.desiredCapabilities(desired).listener(events::add));
		assertThat(receiver.status().negotiated().offeredCapabilities()).containsExactly(Symbol.valueOf("one"));
		assertThat(events).filteredOn("class.simpleName", "CapabilitiesMissing")
			.singleElement()
			.hasFieldOrPropertyWithValue("missing", Set.of(Symbol.valueOf("two")));
		done();
	}

	@Test
	void aRequiredCapabilityThatIsNotOfferedIsAFailure() {
		expectSession();
		expectAttach().withDesiredCapabilities("one", "two").respond().withOfferedCapabilities("one");
		this.peer.expectDetach().respond();
		List<Symbol> desired = List.of(Symbol.valueOf("one"), Symbol.valueOf("two"));
		assertThatThrownBy(() -> open((options) -> options.desiredCapabilities(desired).requireCapabilities(true)))
			.cause()
			.isInstanceOf(ConfigurationException.class)
			.hasMessageContainingAll("two", "link 'link'");
		done();
	}

	@Test
	void anAttachLargerThanTheFramesOfThePeerIsAConfigurationError() {
		this.peer.expectSASLAnonymousConnect();
		this.peer.expectOpen().respond().withContainerId("peer").withMaxFrameSize(512);
		this.peer.expectBegin().respond();
		assertThatThrownBy(() -> open((options) -> options.properties(Map.of(Symbol.valueOf("x"), "y".repeat(600)))))
			.cause()
			.isInstanceOf(ConfigurationException.class)
			.hasMessageContainingAll("attach frame", "512");
		done();
	}

	@Test
	void theDefaultOutcomeIsTheSourcesOwn() {
		expectSession();
		expectAttach().respondInKind();
		this.peer.expectFlow().withLinkCredit(10);
		open((options) -> options.source(Source.builder("q").defaultOutcome(Outcome.released()).build()));
		transfer(0, "x");
		await().until(() -> this.delivered.size() == 1);
		this.peer.remoteDisposition().withRole(false).withFirst(0).withSettled(true).now();
		assertThat(join(this.delivered.get(0).settlement())).isEqualTo(Outcome.released());
		done();
	}

}
