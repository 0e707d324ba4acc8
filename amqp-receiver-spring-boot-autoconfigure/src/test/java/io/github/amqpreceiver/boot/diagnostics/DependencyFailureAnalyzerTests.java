package io.github.amqpreceiver.boot.diagnostics;

import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.NettyVersions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DependencyFailureAnalyzerTests {

	private static final NettyVersions MIXED = new NettyVersions(
			Map.of("netty-common", "4.1.100.Final", "netty-buffer", "4.2.18.Final", "netty-codec", "4.2.18.Final"));

	@Test
	void missingMethodOfNettyIsReportedWithTheVersionsThatAreMixed() {
		FailureAnalysis analysis = new DependencyFailureAnalyzer(MIXED)
			.analyze(new BeanCreationException("amqpReceiverEventLoopResources", "no bean",
					new NoSuchMethodError("'int io.netty.util.internal.PlatformDependent.pageSize()'")));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("""
				The versions of Netty on the class path do not suit each other:

				    Missing: 'int io.netty.util.internal.PlatformDependent.pageSize()'
				    Versions: 4.1.100.Final (netty-common), 4.2.18.Final (netty-buffer, netty-codec)
				    Reason: The AMQP receiver is built for Netty 4.2.""");
		assertThat(analysis.getAction()).startsWith("Set the property netty.version of the build to 4.2.18.Final");
	}

	@Test
	void missingMethodOfNettyEndsTheStartWithAReport(CapturedOutput output) {
		assertThat(StartReport.ofApplication(BuiltForAnotherNetty.class, output)).isEqualTo("""
				Description:

				The versions of Netty on the class path do not suit each other:

				    Missing: 'int io.netty.util.internal.PlatformDependent.pageSize()'
				    Versions: all are %s
				    Reason: The AMQP receiver is built for Netty 4.2.

				Action:

				Set the property netty.version of the build to 4.2.18.Final or later, and leave out other versions of \
				single Netty artifacts; "mvn dependency:tree" shows who asks for them.
				""".formatted(NettyVersions.of(getClass().getClassLoader())));
	}

	@Configuration(proxyBeanMethods = false)
	static class BuiltForAnotherNetty {

		@Bean
		Object caller() {
			throw new NoSuchMethodError("'int io.netty.util.internal.PlatformDependent.pageSize()'");
		}

	}

	@Test
	void missingClassOfNettyIsReported() {
		NettyVersions old = new NettyVersions(Map.of("netty-common", "4.1.100.Final"));
		FailureAnalysis analysis = new DependencyFailureAnalyzer(old)
			.analyze(new NoClassDefFoundError("io/netty/channel/MultiThreadIoEventLoopGroup"));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("Versions: all are 4.1.100.Final");
	}

	@Test
	void errorOfAnotherLibraryIsLeftAlone() {
		assertThat(new DependencyFailureAnalyzer(MIXED).analyze(new NoSuchMethodError("com.acme.Orders.total()")))
			.isNull();
	}

	@Test
	void versionsOnTheClassPathAreRead() {
		NettyVersions versions = NettyVersions.of(getClass().getClassLoader());
		assertThat(versions.versions()).containsKeys("netty-buffer", "netty-transport");
		assertThat(versions.isMixed()).isFalse();
		assertThat(MIXED.isMixed()).isTrue();
	}

}
