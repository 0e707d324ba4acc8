package io.github.amqpreceiver.options;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the minimal sender.
 *
 * @param address the address to send to; null for the anonymous relay, where each message
 * says where it goes
 * @param name the link name, 1 to 255 characters; random by default
 * @param settled whether messages are sent settled, without waiting for an outcome; off
 * by default
 * @param maxPending how many messages may wait for credit or for their outcome, 1 to
 * 1,000,000; 10,000 by default
 * @param attachTimeout how long the peer may take to attach, 100 ms to 1 h; 10 s by
 * default
 * @param sendTimeout how long a message may wait for its outcome, 1 ms to 1 day; 30 s by
 * default
 * @param capabilities capabilities that the target node should have
 * @since 0.1
 */
public record SenderOptions(@Nullable String address, String name, boolean settled, int maxPending,
		Duration attachTimeout, Duration sendTimeout, List<Symbol> capabilities) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public SenderOptions {
		Check.name("name", name);
		Check.range("maxPending", maxPending, 1, 1_000_000);
		Check.range("attachTimeout", attachTimeout, Duration.ofMillis(100), Duration.ofHours(1));
		Check.range("sendTimeout", sendTimeout, Duration.ofMillis(1), Duration.ofDays(1));
		capabilities = List.copyOf(capabilities);
	}

	/**
	 * Starts with an address and defaults.
	 * @param address the address to send to, or null for the anonymous relay
	 * @return a builder
	 */
	public static Builder builder(@Nullable String address) {
		return new Builder().address(address);
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.address = this.address;
		builder.name = this.name;
		builder.settled = this.settled;
		builder.maxPending = this.maxPending;
		builder.attachTimeout = this.attachTimeout;
		builder.sendTimeout = this.sendTimeout;
		builder.capabilities = this.capabilities;
		return builder;
	}

	/** Builds {@link SenderOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private @Nullable String address;

		private String name = "sender-" + UUID.randomUUID();

		private boolean settled = false;

		private int maxPending = 10_000;

		private Duration attachTimeout = Duration.ofSeconds(10);

		private Duration sendTimeout = Duration.ofSeconds(30);

		private List<Symbol> capabilities = List.of();

		private Builder() {
		}

		/**
		 * Sets the address to send to.
		 * @param address the address to send to; null for the anonymous relay, where each
		 * message says where it goes
		 * @return this
		 */
		public Builder address(@Nullable String address) {
			this.address = address;
			return this;
		}

		/**
		 * Sets the link name, 1 to 255 characters.
		 * @param name the link name, 1 to 255 characters; random by default
		 * @return this
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets whether messages are sent settled, without waiting for an outcome.
		 * @param settled whether messages are sent settled, without waiting for an
		 * outcome; off by default
		 * @return this
		 */
		public Builder settled(boolean settled) {
			this.settled = settled;
			return this;
		}

		/**
		 * Sets how many messages may wait for credit or for their outcome, 1 to
		 * 1,000,000.
		 * @param maxPending how many messages may wait for credit or for their outcome, 1
		 * to 1,000,000; 10,000 by default
		 * @return this
		 */
		public Builder maxPending(int maxPending) {
			this.maxPending = maxPending;
			return this;
		}

		/**
		 * Sets how long the peer may take to attach, 100 ms to 1 h.
		 * @param attachTimeout how long the peer may take to attach, 100 ms to 1 h; 10 s
		 * by default
		 * @return this
		 */
		public Builder attachTimeout(Duration attachTimeout) {
			this.attachTimeout = attachTimeout;
			return this;
		}

		/**
		 * Sets how long a message may wait for its outcome, 1 ms to 1 day.
		 * @param sendTimeout how long a message may wait for its outcome, 1 ms to 1 day;
		 * 30 s by default
		 * @return this
		 */
		public Builder sendTimeout(Duration sendTimeout) {
			this.sendTimeout = sendTimeout;
			return this;
		}

		/**
		 * Sets capabilities that the target node should have.
		 * @param capabilities capabilities that the target node should have
		 * @return this
		 */
		public Builder capabilities(List<Symbol> capabilities) {
			this.capabilities = capabilities;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public SenderOptions build() {
			return new SenderOptions(this.address, this.name, this.settled, this.maxPending, this.attachTimeout,
					this.sendTimeout, this.capabilities);
		}

	}

}
