package io.github.amqpreceiver.spring.convert;

import java.util.Locale;

import io.github.amqpreceiver.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What the content-type of a message says, as far as payloads are concerned.
 *
 * @param mime type and subtype in lower case, or null when the message names none
 */
record ContentType(@Nullable String mime) {

	static final String SERIALIZED_OBJECT = "application/x-java-serialized-object";

	static ContentType of(Delivery delivery) {
		String named = delivery.message().properties().contentType();
		if (named == null) {
			return new ContentType(null);
		}
		int parameters = named.indexOf(';');
		String mime = (parameters >= 0) ? named.substring(0, parameters) : named;
		return new ContentType(mime.trim().toLowerCase(Locale.ROOT));
	}

	boolean isSerializedObject() {
		return SERIALIZED_OBJECT.equals(this.mime);
	}

	boolean isJson() {
		return this.mime != null && (this.mime.equals("application/json") || this.mime.equals("text/json")
				|| this.mime.endsWith("+json"));
	}

	boolean isText() {
		return this.mime != null && (this.mime.startsWith("text/") || isJson() || this.mime.equals("application/xml")
				|| this.mime.endsWith("+xml"));
	}

	/** Senders that do not care name nothing, or the type of any bytes. */
	boolean isUnspecific() {
		return this.mime == null || this.mime.isEmpty() || this.mime.equals("application/octet-stream")
				|| this.mime.equals("text/plain");
	}

}
