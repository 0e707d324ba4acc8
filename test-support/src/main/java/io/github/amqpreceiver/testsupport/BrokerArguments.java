package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries the description of a broker to another JVM: words on its command line, each
 * {@code name=value}.
 */
final class BrokerArguments {

	private final List<String> words = new ArrayList<>();

	BrokerArguments(ForkedBroker.Kind kind) {
		add("kind", kind.name());
	}

	void add(String name, String value) {
		this.words.add(name + "=" + value);
	}

	String[] words() {
		return this.words.toArray(String[]::new);
	}

	static TestBroker start(String[] words) {
		boolean artemis = words[0].equals("kind=" + ForkedBroker.Kind.ARTEMIS);
		return artemis ? startArtemis(words) : startBrokerJ(words);
	}

	private static TestBroker startArtemis(String[] words) {
		EmbeddedArtemisBuilder builder = EmbeddedArtemis.builder();
		each(words, (name, value) -> {
			switch (name) {
				case "port" -> builder.port(Integer.parseInt(value));
				case "journal" -> builder.journal(Path.of(value));
				case "queue" -> builder.queues(value);
				case "limit" ->
					builder.maxDeliveryAttempts(word(value, 0), Integer.parseInt(word(value, 1)), word(value, 2));
				case "option" -> builder.acceptorOption(word(value, 0), word(value, 1));
				case "replication" -> builder.replication(ArtemisReplication.parse(value));
				default -> {
				}
			}
		});
		return builder.start();
	}

	private static TestBroker startBrokerJ(String[] words) {
		EmbeddedBrokerJBuilder builder = EmbeddedBrokerJ.builder();
		each(words, (name, value) -> {
			switch (name) {
				case "port" -> builder.port(Integer.parseInt(value));
				case "journal" -> builder.store(Path.of(value));
				case "queue" -> builder.queues(value);
				case "limit" ->
					builder.maxDeliveryAttempts(word(value, 0), Integer.parseInt(word(value, 1)), word(value, 2));
				case "option" -> builder.context(word(value, 0), word(value, 1));
				default -> {
				}
			}
		});
		return builder.start();
	}

	private static void each(String[] words, Consumer consumer) {
		for (String word : words) {
			int separator = word.indexOf('=');
			consumer.accept(word.substring(0, separator), word.substring(separator + 1));
		}
	}

	private static String word(String value, int index) {
		return value.split(",", 3)[index];
	}

	/**
	 * Hears one word.
	 */
	@FunctionalInterface
	private interface Consumer {

		void accept(String name, String value);

	}

}
