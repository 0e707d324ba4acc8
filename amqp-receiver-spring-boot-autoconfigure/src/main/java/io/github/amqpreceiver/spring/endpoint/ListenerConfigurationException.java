package io.github.amqpreceiver.spring.endpoint;

import io.github.amqpreceiver.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A listener is set up wrongly. The message is one sentence: which listener, which
 * setting, its value, why it is wrong and what would be right. Found at start, before a
 * connection is opened.
 *
 * @since 0.1
 */
public class ListenerConfigurationException extends ConfigurationException {

	private static final long serialVersionUID = 1L;

	private final String listener;

	private final @Nullable String setting;

	private final String reason;

	private final String action;

	/**
	 * Creates the exception.
	 * @param listener class#method, or what else describes the listener
	 * @param setting the annotation's attribute or the property's name, or null when the
	 * method itself is wrong
	 * @param reason what is wrong, with the value
	 * @param action what would be right
	 * @param cause what caused it, or null
	 */
	public ListenerConfigurationException(String listener, @Nullable String setting, String reason, String action,
			@Nullable Throwable cause) {
		super(listener + ": " + ((setting != null) ? setting + " " : "") + reason + "; " + action, null, cause);
		this.listener = listener;
		this.setting = setting;
		this.reason = reason;
		this.action = action;
	}

	/**
	 * Creates the exception without a cause.
	 * @param listener class#method, or what else describes the listener
	 * @param setting the attribute or property, or null when the method itself is wrong
	 * @param reason what is wrong, with the value
	 * @param action what would be right
	 */
	public ListenerConfigurationException(String listener, @Nullable String setting, String reason, String action) {
		this(listener, setting, reason, action, null);
	}

	/**
	 * The listener.
	 * @return class#method, or what else describes it
	 */
	public String listener() {
		return this.listener;
	}

	/**
	 * The setting that is wrong.
	 * @return the attribute or property, or null when the method itself is wrong
	 */
	public @Nullable String setting() {
		return this.setting;
	}

	/**
	 * What is wrong.
	 * @return the reason, with the value
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do.
	 * @return what would be right
	 */
	public String action() {
		return this.action;
	}

}
