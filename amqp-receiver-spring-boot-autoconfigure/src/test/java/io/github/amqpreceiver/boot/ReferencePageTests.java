package io.github.amqpreceiver.boot;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.amqpreceiver.boot.actuate.endpoint.AmqpReceiversEndpoint;
import io.github.amqpreceiver.boot.actuate.endpoint.ListenerAction;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.actuate.AmqpReceiversEndpointAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.tracing.AmqpReceiverTracingAutoConfiguration;
import io.github.amqpreceiver.boot.metrics.ConnectionMetricsCustomizer;
import io.github.amqpreceiver.boot.metrics.MicrometerListenerMetricsFactory;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.observe.AmqpListenerBatchObservationContext;
import io.github.amqpreceiver.spring.observe.AmqpListenerObservationContext;
import io.github.amqpreceiver.spring.observe.DefaultAmqpListenerBatchObservationConvention;
import io.github.amqpreceiver.spring.observe.DefaultAmqpListenerObservationConvention;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotation.Adapt;
import org.springframework.core.type.MethodMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Holds {@code docs/reference.md} to what there is. With {@code -Dreference.write=true}
 * the tables of properties, meters and beans are written anew.
 */
class ReferencePageTests {

	private static final Path PAGE = Path.of("..", "docs", "reference.md");

	@Test
	void everyPropertyIsListedWithItsDefault() throws IOException {
		check("properties", properties());
	}

	@Test
	void everyMeterIsListedWithItsTags() throws IOException {
		check("meters", meters());
	}

	@Test
	void everyBeanIsListed() throws IOException {
		check("beans", beans());
	}

	@Test
	void everyOperationIsListedWithWhatItAnswers() throws IOException {
		check("operations", operations());
	}

	@Test
	void everyFieldOfTheAnswersIsListed() throws IOException {
		check("fields", fields());
	}

	@Test
	void everyKeyOfTheObservationIsListed() throws IOException {
		check("observation", observation());
	}

	@Test
	void everyKeyOfTheObservationOfABatchIsListed() throws IOException {
		check("batch observation", batchObservation());
	}

	@Test
	void everyEventAndActionIsListed() throws IOException {
		String page = Files.readString(PAGE);
		for (Class<?> event : ReceiverEvent.class.getPermittedSubclasses()) {
			assertThat(page).contains("`" + event.getSimpleName() + "`");
		}
		for (Class<?> event : AmqpListenerEvent.class.getPermittedSubclasses()) {
			assertThat(page).contains("`AmqpListenerEvent." + event.getSimpleName() + "`");
		}
		for (ListenerAction action : ListenerAction.values()) {
			assertThat(page).contains("`" + action + "`");
		}
	}

	private static void check(String table, List<String> rows) throws IOException {
		String page = Files.readString(PAGE);
		String begin = "<!-- begin " + table + " -->\n";
		String end = "<!-- end " + table + " -->";
		int from = page.indexOf(begin) + begin.length();
		int to = page.indexOf(end);
		assertThat(to).as(table).isGreaterThanOrEqualTo(from);
		if (Boolean.getBoolean("reference.write")) {
			page = page.substring(0, from) + String.join("\n", rows) + "\n" + page.substring(to);
			Files.writeString(PAGE, page);
			return;
		}
		assertThat(page.substring(from, to).lines().toList()).as(table).isEqualTo(rows);
	}

	private static List<String> properties() throws IOException {
		List<String> rows = header("property", "type", "default", "what it sets");
		try (InputStream in = ReferencePageTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			TreeMap<String, String> sorted = new TreeMap<>();
			JsonMapper.builder().build().readTree(in).path("properties").forEach((property) -> {
				String name = property.path("name").asString();
				sorted.put(name, row("`" + name + "`", type(property), value(property.path("defaultValue")),
						property.path("description").asString()));
			});
			rows.addAll(sorted.values());
		}
		return rows;
	}

	private static String type(JsonNode property) {
		return property.path("type")
			.asString()
			.replaceAll("[a-z0-9.]+\\.(?=[A-Z])", "")
			.replace("AmqpReceiverProperties$", "");
	}

	private static String value(JsonNode value) {
		return value.isMissingNode() ? "" : "`" + value.asString() + "`";
	}

	private static List<String> meters() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		AmqpListenerRegistry listeners = mock(AmqpListenerRegistry.class);
		MicrometerListenerMetricsFactory factory = new MicrometerListenerMetricsFactory(registry, () -> listeners);
		ListenerMetrics metrics = factory.create("orders", "orders", "default");
		metrics.stale("age");
		metrics.exhausted();
		metrics.retried();
		ReceiverOptions.Builder options = ReceiverOptions.builder("orders");
		factory.customize("orders", options);
		options.build().listener().onEvent(new ReceiverEvent.Detached("c", "l", null));
		options.build().listener().onEvent(new ReceiverEvent.Stalled("c", "l", Duration.ZERO));
		options.build().listener().onEvent(new ReceiverEvent.Recovered("c", "l", 1, Duration.ZERO));
		new ConnectionMetricsCustomizer(registry).customize("default", ConnectionOptions.builder());
		TreeMap<String, String> sorted = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			Meter.Id id = meter.getId();
			sorted.put(id.getName(), row("`" + id.getName() + "`", id.getType().name().toLowerCase(Locale.ROOT),
					String.join(", ", id.getTags().stream().map(Tag::getKey).toList()), id.getDescription() + "."));
		}
		List<String> rows = header("meter", "type", "tags", "what it measures");
		rows.addAll(sorted.values());
		return rows;
	}

	private static List<String> beans() {
		List<String> rows = header("bean", "type", "backs off for");
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
					AmqpReceiverAutoConfiguration.class, AmqpReceiversEndpointAutoConfiguration.class,
					AmqpReceiverHealthContributorAutoConfiguration.class, AmqpReceiverMetricsAutoConfiguration.class,
					AmqpReceiverTracingAutoConfiguration.class))
			.withBean(Tracer.class, () -> Tracer.NOOP)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> name.startsWith("amqpReceiver"))
				.sorted()
				.forEach((name) -> rows.add(row("`" + name + "`", "`" + simple(context.getType(name).getName()) + "`",
						backsOffFor(context.getBeanFactory().getMergedBeanDefinition(name))))));
		return rows;
	}

	private static String backsOffFor(BeanDefinition definition) {
		if (!(definition instanceof AnnotatedBeanDefinition annotated)
				|| annotated.getFactoryMethodMetadata() == null) {
			return "";
		}
		MethodMetadata method = annotated.getFactoryMethodMetadata();
		MergedAnnotation<ConditionalOnMissingBean> missing = method.getAnnotations()
			.get(ConditionalOnMissingBean.class);
		if (!missing.isPresent()) {
			return "";
		}
		List<String> names = new ArrayList<>();
		missing.getValue("name", String[].class).ifPresent((values) -> names.addAll(List.of(values)));
		MergedAnnotation<ConditionalOnMissingBean> asText = missing
			.filterAttributes((attribute) -> !attribute.equals("name"));
		for (String type : asText.asAnnotationAttributes(Adapt.CLASS_TO_STRING).getStringArray("value")) {
			names.add(simple(type));
		}
		if (names.isEmpty()) {
			names.add(simple(method.getReturnTypeName()));
		}
		return String.join(", ", names.stream().map((name) -> "`" + name + "`").toList());
	}

	private static String simple(String type) {
		return type.replaceAll("^.*[.]", "").replace('$', '.');
	}

	private static List<String> operations() {
		List<String> rows = header("request", "body", "answer");
		TreeMap<String, String> sorted = new TreeMap<>();
		for (Method method : AmqpReceiversEndpoint.class.getDeclaredMethods()) {
			String verb = method.isAnnotationPresent(ReadOperation.class) ? "GET"
					: method.isAnnotationPresent(WriteOperation.class) ? "POST"
							: method.isAnnotationPresent(DeleteOperation.class) ? "DELETE" : null;
			if (verb != null) {
				StringBuilder path = new StringBuilder("/actuator/amqpreceivers");
				List<String> body = new ArrayList<>();
				for (Parameter parameter : method.getParameters()) {
					if (parameter.isAnnotationPresent(Selector.class)) {
						path.append("/{").append(parameter.getName()).append('}');
					}
					else {
						body.add("`" + parameter.getName() + "`");
					}
				}
				String request = verb + " " + path;
				sorted.put(request, row("`" + request + "`", String.join(", ", body),
						"`" + method.getReturnType().getSimpleName() + "`"));
			}
		}
		rows.addAll(sorted.values());
		return rows;
	}

	private static List<String> fields() {
		List<String> rows = header("answer", "field", "type");
		TreeMap<String, Class<?>> records = new TreeMap<>();
		Arrays.stream(AmqpReceiversEndpoint.class.getDeclaredMethods())
			.map(Method::getGenericReturnType)
			.forEach((type) -> collect(type, records));
		records.forEach((name, type) -> {
			for (RecordComponent field : type.getRecordComponents()) {
				rows.add(row("`" + name + "`", "`" + field.getName() + "`", typeName(field.getGenericType())));
			}
		});
		return rows;
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

	private static String typeName(Type type) {
		return type.getTypeName().replaceAll("[a-z0-9.]+\\.(?=[A-Z])", "").replaceAll("\\w+\\$", "").replace(", ", ",");
	}

	private static List<String> observation() {
		DefaultAmqpListenerObservationConvention convention = new DefaultAmqpListenerObservationConvention();
		ReceivedMessage message = mock(ReceivedMessage.class);
		given(message.properties()).willReturn(
				new MessageProperties("m", null, null, null, null, "c", null, null, null, null, null, null, null));
		Delivery delivery = mock(Delivery.class);
		given(delivery.message()).willReturn(message);
		AmqpListenerObservationContext context = mock(AmqpListenerObservationContext.class);
		given(context.getCarrier()).willReturn(delivery);
		given(context.address()).willReturn("orders");
		given(context.listener()).willReturn("orders");
		given(context.connection()).willReturn("default");
		List<String> rows = header("key", "cardinality");
		convention.getLowCardinalityKeyValues(context).forEach((key) -> rows.add(row("`" + key.getKey() + "`", "low")));
		convention.getHighCardinalityKeyValues(context)
			.forEach((key) -> rows.add(row("`" + key.getKey() + "`", "high")));
		return rows;
	}

	private static List<String> batchObservation() {
		DefaultAmqpListenerBatchObservationConvention convention = new DefaultAmqpListenerBatchObservationConvention();
		Delivery delivery = mock(Delivery.class);
		given(delivery.address()).willReturn("orders");
		AmqpListenerBatchObservationContext context = new AmqpListenerBatchObservationContext("orders", "default",
				List.of(delivery), List.of());
		List<String> rows = header("key", "cardinality");
		convention.getLowCardinalityKeyValues(context).forEach((key) -> rows.add(row("`" + key.getKey() + "`", "low")));
		convention.getHighCardinalityKeyValues(context)
			.forEach((key) -> rows.add(row("`" + key.getKey() + "`", "high")));
		return rows;
	}

	private static List<String> header(String... names) {
		List<String> rows = new ArrayList<>();
		rows.add(row(names));
		rows.add("|---".repeat(names.length) + "|");
		return rows;
	}

	private static String row(String... cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

}
