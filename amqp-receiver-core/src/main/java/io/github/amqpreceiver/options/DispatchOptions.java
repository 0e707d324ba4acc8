package io.github.amqpreceiver.options;

import java.util.concurrent.Executor;
import java.util.function.Function;

import io.github.amqpreceiver.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Where and how many handlers run.
 *
 * @param inline whether handlers run on the event loop, where they must never block; off
 * by default
 * @param concurrency how many handlers of the receiver run at once, 1 to 65,535; 1,
 * strict order, by default
 * @param orderBy gives the key whose messages stay in order while others run beside them;
 * a null key is not kept in order; null, the default, for no keys
 * @param executor runs the handlers; null, the default, for the pool of the event-loop
 * resources
 * @since 0.1
 */
public record DispatchOptions(boolean inline, int concurrency,
		@Nullable Function<ReceivedMessage, @Nullable Object> orderBy, @Nullable Executor executor) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public DispatchOptions {
		Check.range("concurrency", concurrency, 1, 65_535);
		Check.that(!(inline && orderBy != null), "orderBy", "set", "left out where handlers run inline");
	}

	/** All defaults. */
	public static final DispatchOptions DEFAULT = builder().build();

	/**
	 * Starts with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.inline = this.inline;
		builder.concurrency = this.concurrency;
		builder.orderBy = this.orderBy;
		builder.executor = this.executor;
		return builder;
	}

	/** Builds {@link DispatchOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private boolean inline = false;

		private int concurrency = 1;

		private @Nullable Function<ReceivedMessage, @Nullable Object> orderBy;

		private @Nullable Executor executor;

		private Builder() {
		}

		/**
		 * Sets whether handlers run on the event loop, where they must never block.
		 * @param inline whether handlers run on the event loop, where they must never
		 * block; off by default
		 * @return this
		 */
		public Builder inline(boolean inline) {
			this.inline = inline;
			return this;
		}

		/**
		 * Sets how many handlers of the receiver run at once, 1 to 65,535.
		 * @param concurrency how many handlers of the receiver run at once, 1 to 65,535;
		 * 1, strict order, by default
		 * @return this
		 */
		public Builder concurrency(int concurrency) {
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Sets gives the key whose messages stay in order while others run beside them.
		 * @param orderBy gives the key whose messages stay in order while others run
		 * beside them; a null key is not kept in order; null, the default, for no keys
		 * @return this
		 */
		public Builder orderBy(@Nullable Function<ReceivedMessage, @Nullable Object> orderBy) {
			this.orderBy = orderBy;
			return this;
		}

		/**
		 * Sets runs the handlers.
		 * @param executor runs the handlers; null, the default, for the pool of the
		 * event-loop resources
		 * @return this
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public DispatchOptions build() {
			return new DispatchOptions(this.inline, this.concurrency, this.orderBy, this.executor);
		}

	}

}
