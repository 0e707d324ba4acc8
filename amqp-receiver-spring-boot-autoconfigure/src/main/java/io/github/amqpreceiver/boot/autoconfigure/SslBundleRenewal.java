package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ssl.SslBundles;

/**
 * Moves listeners to a new connection when the bundle of theirs was reloaded: the new
 * connection first, then each listener drains and lets go of the old one. What a listener
 * held without handling it goes back to the broker, so that no message is lost.
 */
final class SslBundleRenewal implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(SslBundleRenewal.class);

	private final AmqpReceiverProperties properties;

	private final AmqpReceiverConnections connections;

	private final ObjectProvider<AmqpListenerRegistry> listeners;

	private final ObjectProvider<SslBundles> sslBundles;

	SslBundleRenewal(AmqpReceiverProperties properties, AmqpReceiverConnections connections,
			ObjectProvider<AmqpListenerRegistry> listeners, ObjectProvider<SslBundles> sslBundles) {
		this.properties = properties;
		this.connections = connections;
		this.listeners = listeners;
		this.sslBundles = sslBundles;
	}

	@Override
	public void afterSingletonsInstantiated() {
		watch(AmqpReceiverConnections.DEFAULT, this.properties.ssl().bundle());
		this.properties.connections().forEach((name, connection) -> watch(name, connection.ssl().bundle()));
	}

	private void watch(String connection, @Nullable String bundle) {
		SslBundles bundles = this.sslBundles.getIfAvailable();
		RenewableConnection renewable = this.connections.renewable(connection);
		if (bundle != null && bundles != null && renewable != null) {
			bundles.addBundleUpdateHandler(bundle, (changed) -> renew(connection, bundle, renewable));
		}
	}

	private void renew(String name, String bundle, RenewableConnection connection) {
		if (!connection.isOpen()) {
			// the next attempt to connect asks for the bundle anyway
			return;
		}
		logger.info("[{}] SSL bundle '{}' has changed, connecting anew", name, bundle);
		connection.renew().whenComplete((old, failure) -> {
			if (failure != null) {
				logger.warn("[{}] No connection with the changed bundle '{}', the old one stays", name, bundle,
						failure);
			}
			else {
				move(name, connection, old);
			}
		});
	}

	private void move(String name, RenewableConnection connection, AmqpConnection old) {
		AmqpListenerRegistry registry = this.listeners.getIfAvailable();
		List<AmqpListenerContainer> moving = (registry == null) ? List.of()
				: registry.containers()
					.stream()
					.filter((container) -> container.connectionName().equals(name) && container.isRunning())
					.toList();
		CompletableFuture<?>[] moved = moving.stream().map(this::move).toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(moved).whenComplete((nothing, failure) -> {
			boolean kept = this.connections.isUsedByApplication(name);
			logger.info("[{}] Moved {} listener(s) to a new connection{}", name, moved.length,
					kept ? "; the old one stays for the application's own sessions" : "");
			if (!kept) {
				connection.retire(old);
			}
		});
	}

	// it starts again also where it did not stop in order
	private CompletableFuture<?> move(AmqpListenerContainer container) {
		return container.stopAsync().handle((nothing, failure) -> {
			if (failure != null) {
				logger.warn("[{}] Did not leave its old connection in order", container.id(), failure);
			}
			container.start();
			return container;
		}).toCompletableFuture();
	}

}
