package io.github.amqpreceiver.boot.actuate.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The endpoint over HTTP: a listener that does not exist is 404, a wrong value is 400,
 * and the body says in a sentence what would be right.
 *
 * @since 0.1
 */
@EndpointWebExtension(endpoint = AmqpReceiversEndpoint.class)
public class AmqpReceiversEndpointWebExtension {

	private final AmqpReceiversEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint what does the work
	 */
	public AmqpReceiversEndpointWebExtension(AmqpReceiversEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Steers one listener.
	 * @param id its id
	 * @param action the name of a {@link ListenerAction}, in any case and with dashes
	 * @param credit the credit for {@link ListenerAction#CREDIT}, 0 to 65,535
	 * @return how the listener is then, or what is wrong
	 */
	@WriteOperation
	public WebEndpointResponse<Object> steer(@Selector String id, @Nullable String action, @Nullable String credit) {
		if (this.endpoint.receiver(id) == null) {
			return wrong(WebEndpointResponse.STATUS_NOT_FOUND,
					"There is no listener '" + id + "'. There is " + this.endpoint.ids() + ".");
		}
		ListenerAction wanted = find(action);
		if (wanted == null) {
			return wrong(WebEndpointResponse.STATUS_BAD_REQUEST,
					"The action is " + shown(action) + ", but must be one of " + all() + ".");
		}
		Integer number = number(credit);
		if (credit != null && number == null) {
			return wrong(WebEndpointResponse.STATUS_BAD_REQUEST,
					"The credit is " + shown(credit) + ", but must be a whole number from 0 to 65535.");
		}
		try {
			return new WebEndpointResponse<>(this.endpoint.steer(id, wanted, number));
		}
		catch (InvalidEndpointRequestException ex) {
			return wrong(WebEndpointResponse.STATUS_BAD_REQUEST, ex.getReason() + ".");
		}
	}

	private static @Nullable ListenerAction find(@Nullable String action) {
		String name = (action != null) ? action.strip().replace('-', '_').toUpperCase(Locale.ROOT) : "";
		return Arrays.stream(ListenerAction.values())
			.filter((known) -> known.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	private static String all() {
		return Arrays.stream(ListenerAction.values()).map(Enum::name).collect(Collectors.joining(", "));
	}

	private static @Nullable Integer number(@Nullable String text) {
		try {
			return (text != null) ? Integer.valueOf(text.strip()) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static String shown(@Nullable String value) {
		return (value != null) ? "'" + value + "'" : "not set";
	}

	private static WebEndpointResponse<Object> wrong(int status, String message) {
		return new WebEndpointResponse<>(new MistakeDescriptor(message), status);
	}

	/**
	 * What is wrong with a request.
	 *
	 * @param message a sentence that says what would be right
	 */
	public record MistakeDescriptor(String message) {
	}

}
