package io.github.amqpreceiver.boot.diagnostics;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A key under our prefix does not exist. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyReport.PREFIX);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		List<ConfigurationProperty> ours = cause.getUnboundProperties()
			.stream()
			.filter((property) -> PREFIX.isAncestorOf(property.getName()))
			.toList();
		if (ours.isEmpty()) {
			return null;
		}
		PropertyReport report = new PropertyReport((ours.size() == 1)
				? "A property of the AMQP receiver does not exist:" : "Properties of the AMQP receiver do not exist:");
		List<String> actions = new ArrayList<>();
		for (ConfigurationProperty property : ours) {
			String name = property.getName().toString();
			report.property(name, PropertyReport.shown(name, property.getValue()), property.getOrigin());
			String near = PropertyNames.nearest(property.getName());
			actions.add((near != null) ? "Did you mean '" + near + "' instead of '" + name + "'?"
					: "Remove '" + name + "'; docs/reference.md lists what exists.");
		}
		return new FailureAnalysis(report.reason("No property has this name."), String.join("%n".formatted(), actions),
				cause);
	}

}
