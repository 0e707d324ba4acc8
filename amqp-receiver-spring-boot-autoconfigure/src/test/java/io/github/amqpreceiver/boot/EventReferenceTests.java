package io.github.amqpreceiver.boot;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;
import org.junit.jupiter.api.Test;

import static io.github.amqpreceiver.boot.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the events of {@code docs/reference.md} to the types that there are. */
class EventReferenceTests {

	private static final Path CORE = Path.of("..", "amqp-receiver-core", "src", "main", "java");

	private static final Path HERE = Path.of("src", "main", "java");

	@Test
	void everyApplicationEventIsListedWithWhatItCarries() {
		ReferencePage.check("application-events",
				table(HERE, AmqpListenerEvent.class, AmqpListenerEvent.class.getSimpleName() + "."));
	}

	@Test
	void everyEventOfTheCoreIsListedWithWhatItCarries() {
		ReferencePage.check("receiver-events", table(CORE, ReceiverEvent.class, ""));
	}

	private static List<String> table(Path sources, Class<?> events, String prefix) {
		Map<String, String> sentences = ReferencePage
			.firstSentences(sources.resolve(events.getName().replace('.', '/') + ".java"), "record (\\w+)\\(");
		Map<String, Class<?>> classes = Arrays.stream(events.getPermittedSubclasses())
			.collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
		assertThat(sentences.keySet()).isEqualTo(classes.keySet());
		List<String> rows = ReferencePage.header("event", "carries", "when");
		// By name: the order of permitted classes is the compiler's
		for (String name : sentences.keySet()) {
			Class<?> event = classes.get(name);
			String carries = Arrays.stream(event.getRecordComponents())
				.map(RecordComponent::getName)
				.map(ReferencePage::code)
				.collect(Collectors.joining(", "));
			rows.add(ReferencePage.row(code(prefix + name), carries, sentences.get(name)));
		}
		return rows;
	}

}
