package io.github.amqpreceiver.boot.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.spring.annotation.AmqpListener;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Starts an application with a mistake, and gives the report that its user reads. */
final class StartReport {

	private StartReport() {
	}

	/** The report of an application without a listener. */
	static String of(CapturedOutput output, String... properties) {
		return report(Receivers.class, output, properties);
	}

	/** The report of an application with the listener {@code orders}. */
	static String ofListener(CapturedOutput output, String... properties) {
		return report(Listening.class, output, properties);
	}

	/** The report of an application with listeners of its own. */
	static String ofApplication(Class<?> listeners, CapturedOutput output, String... properties) {
		SpringApplication application = application(Receivers.class);
		application.addPrimarySources(List.of(listeners));
		return report(application, output, properties);
	}

	/** Starts an application that has a listener and no broker. */
	static ConfigurableApplicationContext start(String... properties) {
		return application(Listening.class).run(arguments(properties));
	}

	private static String report(Class<?> source, CapturedOutput output, String... properties) {
		return report(application(source), output, properties);
	}

	private static String report(SpringApplication application, CapturedOutput output, String... properties) {
		assertThatException().isThrownBy(() -> application.run(arguments(properties)));
		String text = output.getOut().replace("\r\n", "\n");
		int start = text.lastIndexOf("Description:\n");
		assertThat(start).as(text).isPositive();
		List<String> lines = text.substring(start).lines().toList();
		assertThat(output.getAll()).doesNotContain("s3cret");
		return String.join("\n", lines.subList(0, lines.indexOf("Action:") + 3)) + "\n";
	}

	private static SpringApplication application(Class<?> source) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application
			.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "spring.docker.compose.enabled", "false"));
		return application;
	}

	private static String[] arguments(String... properties) {
		return Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class,
			AmqpReceiverHealthContributorAutoConfiguration.class })
	static class Receivers {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class })
	static class Listening {

		@AmqpListener(id = "orders", addresses = "orders", connection = "${test.connection:}")
		void onOrder(String text) {
		}

	}

}
