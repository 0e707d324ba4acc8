package io.github.amqpreceiver.boot;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.amqpreceiver.boot.actuate.endpoint.AmqpReceiversEndpoint;
import io.github.amqpreceiver.boot.actuate.endpoint.ListenerAction;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import static io.github.amqpreceiver.boot.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the endpoint of {@code docs/reference.md} to the code; its examples are those of
 * {@link EndpointExamplesIT}.
 */
class EndpointReferenceTests {

	@Test
	void everyOperationIsListedWithWhatItAnswers() {
		TreeMap<String, String> sorted = new TreeMap<>();
		for (Method method : AmqpReceiversEndpoint.class.getDeclaredMethods()) {
			String verb = verb(method);
			if (verb == null) {
				continue;
			}
			StringBuilder request = new StringBuilder(verb + " /actuator/amqpreceivers");
			List<String> body = new ArrayList<>();
			for (Parameter parameter : method.getParameters()) {
				if (parameter.isAnnotationPresent(Selector.class)) {
					request.append("/{").append(parameter.getName()).append('}');
				}
				else {
					body.add(code(parameter.getName()));
				}
			}
			sorted.put(request.toString(), ReferencePage.row(code(request.toString()), String.join(", ", body),
					code(method.getReturnType().getSimpleName())));
		}
		List<String> rows = ReferencePage.header("request", "body", "answer");
		rows.addAll(sorted.values());
		ReferencePage.check("operations", rows);
	}

	private static String verb(Method method) {
		if (method.isAnnotationPresent(ReadOperation.class)) {
			return "GET";
		}
		if (method.isAnnotationPresent(WriteOperation.class)) {
			return "POST";
		}
		return method.isAnnotationPresent(DeleteOperation.class) ? "DELETE" : null;
	}

	@Test
	void everyActionIsListed() {
		Path source = Path.of("src", "main", "java", ListenerAction.class.getName().replace('.', '/') + ".java");
		Map<String, String> sentences = ReferencePage.firstSentences(source, "([A-Z_]+)[,\\n]");
		List<String> rows = ReferencePage.header("action", "what it does");
		for (ListenerAction action : ListenerAction.values()) {
			assertThat(sentences).containsKey(action.name());
			rows.add(ReferencePage.row(code(action.name()), sentences.get(action.name())));
		}
		ReferencePage.check("actions", rows);
	}

	@Test
	void everyFieldOfTheAnswersIsListed() {
		TreeMap<String, Class<?>> records = new TreeMap<>();
		Arrays.stream(AmqpReceiversEndpoint.class.getDeclaredMethods())
			.map(Method::getGenericReturnType)
			.forEach((type) -> collect(type, records));
		List<String> rows = ReferencePage.header("answer", "field", "type");
		records.forEach((name, type) -> {
			for (RecordComponent field : type.getRecordComponents()) {
				rows.add(ReferencePage.row(code(name), code(field.getName()), code(simple(field.getGenericType()))));
			}
		});
		ReferencePage.check("fields", rows);
	}

	private static void collect(Type type, Map<String, Class<?>> records) {
		if (type instanceof ParameterizedType generic) {
			Arrays.stream(generic.getActualTypeArguments()).forEach((argument) -> collect(argument, records));
		}
		else if (type instanceof Class<?> found && found.isRecord()
				&& records.put(found.getSimpleName(), found) == null) {
			Arrays.stream(found.getRecordComponents()).forEach((field) -> collect(field.getGenericType(), records));
		}
	}

	private static String simple(Type type) {
		return type.getTypeName().replaceAll("[a-z0-9.]+\\.(?=[A-Z])", "").replaceAll("\\w+\\$", "").replace(", ", ",");
	}

}
