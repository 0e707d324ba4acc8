package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;

import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the broker of the default connection is, and who we are to it.
 *
 * @since 0.1
 */
public interface AmqpReceiverConnectionDetails extends ConnectionDetails {

	/**
	 * The broker's addresses, tried in order.
	 * @return at least one address
	 */
	List<Address> getAddresses();

	/**
	 * The user.
	 * @return the user's name, or null for nobody
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * The password.
	 * @return the password, or null for nobody
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * The virtual host.
	 * @return the host name for the open frame, or null for the one that is dialled
	 */
	default @Nullable String getVirtualHost() {
		return null;
	}

	/**
	 * The keys and trusted certificates.
	 * @return the bundle, or null for those of the Java runtime
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
