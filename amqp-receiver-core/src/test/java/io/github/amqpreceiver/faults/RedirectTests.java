package io.github.amqpreceiver.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.Redirect;
import io.github.amqpreceiver.error.RedirectException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TlsOptions;
import io.github.amqpreceiver.testsupport.TestCertificates;
import io.github.amqpreceiver.testsupport.TestIdentity;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;
import org.apache.qpid.protonj2.test.driver.ProtonTestServerOptions;
import org.apache.qpid.protonj2.test.driver.codec.security.SaslCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** F-25: peers that send the receiver elsewhere. */
class RedirectTests {

	@RegisterExtension
	final Given given = new Given();

	@TempDir
	Path directory;

	private MessageReceiver receiver(Address first, TlsOptions tls) {
		return this.given
			.connection(Given.options(1)
				.containerId("scripted")
				.handshakeTimeout(Duration.ofSeconds(5))
				.tls(tls)
				.addresses(List.of(first)))
			.session()
			.receiver(ReceiverOptions.builder("q").build(), MessageHandler.accepting((delivery) -> {
			}));
	}

	private MessageReceiver receiver(ProtonTestServer first) {
		return receiver(Peers.address(first), TlsOptions.DEFAULT);
	}

	private static void sendsTo(ProtonTestServer peer, int port) {
		sendsTo(peer, port, "tenant");
	}

	private static void sendsTo(ProtonTestServer peer, int port, String hostname) {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond();
		peer.remoteClose()
			.withErrorCondition("amqp:connection:redirect", "go there",
					Map.of("hostname", hostname, "network-host", "127.0.0.1", "port", port))
			.queue();
		peer.expectBegin().optional();
		peer.expectAttach().optional();
		peer.expectClose();
	}

	@Test
	@DisplayName("F-25 A redirect of the connection is followed, five in a row")
	void fiveInARow() {
		List<ProtonTestServer> peers = chain(5);
		try (ProtonTestServer well = new ProtonTestServer()) {
			Peers.wellTo(well);
			well.start();
			start(peers, well.getServerURI().getPort());
			MessageReceiver receiver = receiver(peers.get(0));
			join(receiver.open());
			assertThat(receiver.state()).isEqualTo(ReceiverState.OPEN);
			well.waitForScriptToComplete(20, TimeUnit.SECONDS);
			peers.forEach((peer) -> peer.waitForScriptToComplete(20, TimeUnit.SECONDS));
		}
		finally {
			peers.forEach(ProtonTestServer::close);
		}
	}

	@Test
	@DisplayName("F-25 The sixth redirect in a row is not followed: the exception has where it pointed")
	void sixInARow() throws IOException {
		List<ProtonTestServer> peers = chain(6);
		try (ServerSocket seventh = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			start(peers, seventh.getLocalPort());
			MessageReceiver receiver = receiver(peers.get(0));
			Throwable failure = catchThrowable(() -> join(receiver.open()));
			assertThat(failure).hasCauseInstanceOf(RedirectException.class);
			assertThat(((RedirectException) failure.getCause()).redirect())
				.isEqualTo(new Redirect("tenant", "127.0.0.1", seventh.getLocalPort(), null));
			assertThat(receiver.state()).isEqualTo(ReceiverState.ERROR);
			assertThat(this.given.events.count(ReceiverEvent.Connected.class)).isEqualTo(6);
			seventh.setSoTimeout(300);
			assertThat(catchThrowable(seventh::accept)).as("nobody dials").isNotNull();
		}
		finally {
			peers.forEach(ProtonTestServer::close);
		}
	}

	@Test
	@DisplayName("F-25 SASL and the open after a redirect name the host that the redirect told to name")
	void saslAndTheOpenNameTheHost() {
		try (ProtonTestServer first = new ProtonTestServer(); ProtonTestServer second = new ProtonTestServer()) {
			second.expectSASLHeader().respondWithSASLHeader();
			second.remoteSaslMechanisms().withMechanisms("ANONYMOUS").queue();
			second.expectSaslInit().withMechanism("ANONYMOUS").withHostname("tenant");
			second.remoteSaslOutcome().withCode(SaslCode.OK).queue();
			second.expectAMQPHeader().respondWithAMQPHeader();
			second.expectOpen().withHostname("tenant").respond();
			second.expectBegin().respond();
			second.expectAttach().ofReceiver().respond();
			second.expectFlow().withLinkCredit(300);
			second.start();
			sendsTo(first, second.getServerURI().getPort());
			first.start();
			join(receiver(first).open());
			second.waitForScriptToComplete(20, TimeUnit.SECONDS);
			first.waitForScriptToComplete(20, TimeUnit.SECONDS);
		}
	}

	@Test
	@DisplayName("F-25 TLS after a redirect asks for the host that it told to name, and checks the certificate for it")
	void tlsNamesTheHost() throws Exception {
		TestCertificates certificates = TestCertificates.in(this.directory);
		ProtonTestServerOptions options = new ProtonTestServerOptions();
		options.setSecure(true);
		options.setKeyStoreLocation(certificates.server("127.0.0.1").keyStore().toString());
		options.setKeyStorePassword(TestCertificates.PASSWORD);
		try (ProtonTestServer peer = new ProtonTestServer(options);
				SSLServerSocket next = listening(certificates.server("tenant.example"))) {
			sendsTo(peer, next.getLocalPort(), "tenant.example");
			peer.start();
			CompletableFuture<List<String>> asked = CompletableFuture.supplyAsync(() -> askedFor(next));
			receiver(new Address("127.0.0.1", peer.getServerURI().getPort(), true),
					TlsOptions.builder().context(() -> certificates.clientContext(null)).build())
				.open();
			assertThat(join(asked)).containsExactly("tenant.example", "AMQP");
		}
	}

	private static SSLServerSocket listening(TestIdentity identity) throws Exception {
		KeyStore keys = KeyStore.getInstance(identity.keyStore().toFile(), TestCertificates.PASSWORD.toCharArray());
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, TestCertificates.PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return (SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
	}

	/** The server name that a client asks for, and what it says once it is content. */
	private static List<String> askedFor(SSLServerSocket server) {
		try (SSLSocket socket = (SSLSocket) server.accept()) {
			socket.startHandshake();
			List<String> said = new ArrayList<>();
			for (SNIServerName name : ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames()) {
				said.add(((SNIHostName) name).getAsciiName());
			}
			said.add(new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
			return said;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<ProtonTestServer> chain(int length) {
		List<ProtonTestServer> peers = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			peers.add(new ProtonTestServer());
		}
		return peers;
	}

	private static void start(List<ProtonTestServer> peers, int last) {
		int port = last;
		for (int i = peers.size() - 1; i >= 0; i--) {
			sendsTo(peers.get(i), port);
			peers.get(i).start();
			port = peers.get(i).getServerURI().getPort();
		}
	}

	@Test
	@DisplayName("F-25 A redirect of the link to another address is followed on the same session")
	void linkToAnotherAddress() {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.remoteDetach()
				.withClosed(true)
				.withErrorCondition("amqp:link:redirect", "moved", Map.of("address", "elsewhere"))
				.queue();
			peer.expectDetach().withClosed(true);
			peer.expectAttach().ofReceiver().withSource().withAddress("elsewhere").also().respondInKind();
			peer.expectFlow().withLinkCredit(300);
			peer.start();
			MessageReceiver receiver = receiver(peer);
			join(receiver.open());
			peer.waitForScriptToComplete(20, TimeUnit.SECONDS);
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			assertThat(this.given.events.count(ReceiverEvent.Connected.class)).isEqualTo(1);
			assertThat(this.given.events.of(ReceiverEvent.GrantedOtherwise.class)).as("it was asked for elsewhere")
				.isEmpty();
		}
	}

	@Test
	@DisplayName("F-25 A redirect of the link to another host is given up, and the exception has where it pointed")
	void linkToAnotherHost() {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.remoteDetach()
				.withClosed(true)
				.withErrorCondition("amqp:link:redirect", "moved",
						Map.of("hostname", "tenant", "network-host", "other.example", "port", 5_673, "address",
								"elsewhere"))
				.queue();
			peer.expectDetach().withClosed(true);
			peer.start();
			MessageReceiver receiver = receiver(peer);
			join(receiver.open());
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.ERROR);
			assertThat(receiver.lastError()).isInstanceOfSatisfying(RedirectException.class,
					(failure) -> assertThat(failure.redirect())
						.isEqualTo(new Redirect("tenant", "other.example", 5_673, "elsewhere")));
		}
	}

	@Test
	@DisplayName("F-25 A redirect from TLS goes to TLS, never to plain AMQP")
	void neverFromTlsToPlain() throws IOException {
		TestCertificates certificates = TestCertificates.in(this.directory);
		ProtonTestServerOptions options = new ProtonTestServerOptions();
		options.setSecure(true);
		options.setKeyStoreLocation(certificates.server("localhost", "127.0.0.1").keyStore().toString());
		options.setKeyStorePassword(TestCertificates.PASSWORD);
		try (ProtonTestServer peer = new ProtonTestServer(options);
				ServerSocket next = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			sendsTo(peer, next.getLocalPort());
			peer.start();
			CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> firstByte(next));
			receiver(new Address("127.0.0.1", peer.getServerURI().getPort(), true),
					TlsOptions.builder().context(() -> certificates.clientContext(null)).build())
				.open();
			// A TLS record of a handshake; a protocol header would begin with an A.
			assertThat(join(firstByte)).isEqualTo(0x16);
			assertThat(this.given.events.count(ReceiverEvent.Connected.class)).isEqualTo(1);
		}
	}

	private static int firstByte(ServerSocket server) {
		try (Socket socket = server.accept(); InputStream input = socket.getInputStream()) {
			return input.read();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
