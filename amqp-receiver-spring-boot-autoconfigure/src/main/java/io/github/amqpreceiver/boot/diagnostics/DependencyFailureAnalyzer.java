package io.github.amqpreceiver.boot.diagnostics;

import io.github.amqpreceiver.boot.autoconfigure.NettyVersions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Code that was compiled against one version of Netty met another, which shows as a
 * missing method, field or class.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class DependencyFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {

	private final NettyVersions netty;

	DependencyFailureAnalyzer() {
		this(NettyVersions.of(DependencyFailureAnalyzer.class.getClassLoader()));
	}

	DependencyFailureAnalyzer(NettyVersions netty) {
		this.netty = netty;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
		String told = String.valueOf(cause.getMessage());
		if (!told.contains("io.netty") && !told.contains("io/netty")) {
			return null;
		}
		String description = new PropertyReport("The versions of Netty on the class path do not suit each other:")
			.line("Missing", told)
			.line("Versions", this.netty.isMixed() ? this.netty : "all are " + this.netty)
			.reason("The AMQP receiver is built for Netty 4.2.");
		return new FailureAnalysis(description,
				"Set the property netty.version of the build to 4.2.18.Final or later, and leave out other versions"
						+ " of single Netty artifacts; \"mvn dependency:tree\" shows who asks for them.",
				cause);
	}

}
