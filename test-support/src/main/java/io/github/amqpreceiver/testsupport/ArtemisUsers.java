package io.github.amqpreceiver.testsupport;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.security.auth.Subject;

import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Users and passwords in a map, so that no JAAS configuration has to be in place; every
 * user has the one {@link #ROLE role}. Safe for use by any thread.
 */
final class ArtemisUsers implements ActiveMQSecurityManager5 {

	static final String ROLE = "users";

	private final Map<String, String> passwords;

	ArtemisUsers(Map<String, String> passwords) {
		this.passwords = new ConcurrentHashMap<>(passwords);
	}

	void put(String user, String password) {
		this.passwords.put(user, password);
	}

	@Override
	public @Nullable Subject authenticate(@Nullable String user, @Nullable String password,
			@Nullable RemotingConnection connection, @Nullable String domain) {
		if (!validateUser(user, password)) {
			return null;
		}
		Subject subject = new Subject();
		subject.getPrincipals().add(new UserPrincipal(user));
		subject.getPrincipals().add(new RolePrincipal(ROLE));
		return subject;
	}

	@Override
	public boolean authorize(Subject subject, Set<Role> roles, CheckType checkType, String address) {
		return roles.stream().anyMatch((role) -> role.getName().equals(ROLE) && checkType.hasRole(role));
	}

	@Override
	public boolean validateUser(@Nullable String user, @Nullable String password) {
		return user != null && password != null && password.equals(this.passwords.get(user));
	}

	@Override
	public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
		return validateUser(user, password);
	}

}
