package io.github.amqpreceiver.options;

/**
 * Settings of one session (AMQP 1.0, section 2.7.2).
 *
 * @param incomingWindow how many transfer frames the peer may send before it must wait
 * for a new window, 1 to 2³¹-1; 65,536 by default
 * @param outgoingWindow how many transfer frames we announce to send, 1 to 2³¹-1; 2,048
 * by default
 * @since 0.1
 */
public record SessionOptions(int incomingWindow, int outgoingWindow) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public SessionOptions {
		Check.range("incomingWindow", incomingWindow, 1, Integer.MAX_VALUE);
		Check.range("outgoingWindow", outgoingWindow, 1, Integer.MAX_VALUE);
	}

	/** All defaults. */
	public static final SessionOptions DEFAULT = builder().build();

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
		builder.incomingWindow = this.incomingWindow;
		builder.outgoingWindow = this.outgoingWindow;
		return builder;
	}

	/** Builds {@link SessionOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private int incomingWindow = 65_536;

		private int outgoingWindow = 2_048;

		private Builder() {
		}

		/**
		 * Sets how many transfer frames the peer may send before it must wait for a new
		 * window, 1 to 2³¹-1.
		 * @param incomingWindow how many transfer frames the peer may send before it must
		 * wait for a new window, 1 to 2³¹-1; 65,536 by default
		 * @return this
		 */
		public Builder incomingWindow(int incomingWindow) {
			this.incomingWindow = incomingWindow;
			return this;
		}

		/**
		 * Sets how many transfer frames we announce to send, 1 to 2³¹-1.
		 * @param outgoingWindow how many transfer frames we announce to send, 1 to 2³¹-1;
		 * 2,048 by default
		 * @return this
		 */
		public Builder outgoingWindow(int outgoingWindow) {
			this.outgoingWindow = outgoingWindow;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public SessionOptions build() {
			return new SessionOptions(this.incomingWindow, this.outgoingWindow);
		}

	}

}
