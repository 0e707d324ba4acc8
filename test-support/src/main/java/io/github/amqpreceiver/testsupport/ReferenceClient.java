package io.github.amqpreceiver.testsupport;

import java.util.function.Consumer;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;

/**
 * One connection of Apache Qpid's protonj2 client to a broker on loopback: a peer that
 * shares no code with the receiver under test. Does not reconnect, so that a test sees
 * what happened. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class ReferenceClient implements AutoCloseable {

	private final Client client = Client.create();

	private final Connection connection;

	private ReferenceClient(int port, ConnectionOptions options) {
		this.connection = Attempt.call("connect to port " + port, () -> {
			Connection opened = this.client.connect("127.0.0.1", port, options);
			try {
				opened.openFuture().get();
			}
			catch (Exception ex) {
				this.client.close();
				throw ex;
			}
			return opened;
		});
	}

	/**
	 * Connects anonymously.
	 * @param port the port on loopback
	 * @return the open connection
	 */
	public static ReferenceClient connect(int port) {
		return connect(port, (options) -> {
		});
	}

	/**
	 * Connects with SASL PLAIN or SCRAM, as the broker offers.
	 * @param port the port on loopback
	 * @param user the user
	 * @param password the password
	 * @return the open connection
	 */
	public static ReferenceClient connect(int port, String user, String password) {
		return connect(port, (options) -> options.user(user).password(password));
	}

	/**
	 * Connects with whatever options are wanted.
	 * @param port the port on loopback
	 * @param customizer changes the options
	 * @return the open connection
	 */
	public static ReferenceClient connect(int port, Consumer<ConnectionOptions> customizer) {
		BrokerLogs.quiet();
		ConnectionOptions options = new ConnectionOptions().traceFrames(false);
		options.openTimeout(10_000).requestTimeout(10_000).sendTimeout(30_000).closeTimeout(2_000);
		customizer.accept(options);
		return new ReferenceClient(port, options);
	}

	/**
	 * Opens a sender.
	 * @param address the target address
	 * @return a sender that lives as long as this connection
	 */
	public ReferenceSender sender(String address) {
		return new ReferenceSender(this, address, false);
	}

	/**
	 * Opens a receiver that takes messages.
	 * @param address the source address
	 * @return a receiver that lives as long as this connection
	 */
	public ReferenceReceiver receiver(String address) {
		return new ReferenceReceiver(this, address, false, false);
	}

	/**
	 * Opens a receiver that looks at messages and leaves them where they are.
	 * @param address the source address
	 * @return a receiver that lives as long as this connection
	 */
	public ReferenceReceiver browser(String address) {
		return new ReferenceReceiver(this, address, true, false);
	}

	/**
	 * The protonj2 connection, for what this class does not offer.
	 * @return the connection
	 */
	public Connection connection() {
		return this.connection;
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.close();
	}

}
