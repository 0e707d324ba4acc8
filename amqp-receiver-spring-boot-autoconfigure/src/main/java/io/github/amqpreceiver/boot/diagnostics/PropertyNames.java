package io.github.amqpreceiver.boot.diagnostics;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties;
import io.github.amqpreceiver.boot.autoconfigure.NearName;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/** The names that exist under our prefix, and the one that was probably meant. */
final class PropertyNames {

	private static final String KEY = "*";

	private static final int MAX_DISTANCE = 4;

	private PropertyNames() {
	}

	/**
	 * The name that is nearest to one that does not exist.
	 * @param unknown the name
	 * @return an existing name, or null when none is near
	 */
	static @Nullable String nearest(ConfigurationPropertyName unknown) {
		List<String> all = new ArrayList<>();
		collect(PropertyReport.PREFIX, AmqpReceiverProperties.class, all);
		String bracketed = bracketed(unknown, all);
		if (bracketed != null) {
			return bracketed;
		}
		String name = unknown.toString();
		return all.stream()
			.map((candidate) -> withKey(candidate, unknown))
			.map((candidate) -> new Candidate(candidate, farness(name, candidate)))
			.filter((candidate) -> candidate.distance() <= MAX_DISTANCE)
			.min(Comparator.comparingInt(Candidate::distance))
			.map(Candidate::name)
			.orElse(null);
	}

	private static void collect(String prefix, Class<?> type, List<String> names) {
		for (RecordComponent component : type.getRecordComponents()) {
			Name given = component.getAnnotation(Name.class);
			String name = prefix + "."
					+ ((given != null) ? given.value() : DataObjectPropertyName.toDashedForm(component.getName()));
			Class<?> content = component.getType();
			if (Map.class.isAssignableFrom(content)) {
				content = ResolvableType.forMethodReturnType(component.getAccessor()).asMap().getGeneric(1).toClass();
				name = name + "." + KEY;
			}
			if (content.isRecord()) {
				collect(name, content, names);
			}
			else if (!name.endsWith(KEY)) {
				names.add(name);
			}
		}
	}

	// listeners.orders.new.prefetch is of the listener 'orders.new'
	private static @Nullable String bracketed(ConfigurationPropertyName unknown, List<String> all) {
		String name = unknown.toString();
		String longest = "";
		String found = null;
		for (String candidate : all) {
			int key = candidate.indexOf("." + KEY + ".");
			String tail = candidate.substring(key + KEY.length() + 1);
			if (key > 0 && tail.length() > longest.length() && name.endsWith(tail)
					&& name.startsWith(candidate.substring(0, key + 1)) && key + 1 < name.length() - tail.length()) {
				longest = tail;
				found = candidate.substring(0, key) + "[" + name.substring(key + 1, name.length() - tail.length()) + "]"
						+ tail;
			}
		}
		return found;
	}

	// listeners.*.prefetch becomes listeners.<the id that was written>.prefetch
	private static String withKey(String candidate, ConfigurationPropertyName unknown) {
		String[] parts = candidate.split("\\.");
		for (int i = 0; i < parts.length && i < unknown.getNumberOfElements(); i++) {
			if (parts[i].equals(KEY)) {
				parts[i] = unknown.getElement(i, Form.ORIGINAL);
			}
		}
		return String.join(".", parts);
	}

	// the right name in the wrong place is nearer than another name
	private static int farness(String unknown, String candidate) {
		int leaf = NearName.distance(leaf(unknown), leaf(candidate));
		return Math.min(NearName.distance(unknown, candidate), leaf + ((leaf <= 2) ? 1 : MAX_DISTANCE));
	}

	private static String leaf(String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private record Candidate(String name, int distance) {
	}

}
